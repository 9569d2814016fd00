"""A commissioner's own invitations to year-end meetings (年终会议), with the reply. R50."""

from __future__ import annotations

import flask

from contracts.incentives.year_end_meetings import ReplyToMeetingInvitation
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action

_ALL, _HERE = "/api/v1/meeting-invitations", "/desk/meeting-invitations"
_REPLY = ReplyToMeetingInvitation.body()
_COMES = {"will_attend": [("true", _("参加")), ("false", _("不能参加"))]}


@page(
    _HERE,
    may=Action.MEETING_INVITATION_REPLY,
    title=_("会议邀请"),
    nav="meeting_invitations",
    methods=("GET", "POST"),
)
def meeting_invitations() -> Shown | flask.Response:
    """The newest invitations, each with its reply."""
    tried = forms.filled(_REPLY)
    answered = flask.request.form.get("_invitation", "") if pages.is_sent() else ""
    if answered:
        try:
            api.send("PUT", f"{_ALL}/{answered}/reply", tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(_HERE, _("已答复。会议召开前可以再改。"))
    found = api.get(_ALL)["items"]
    return shown(
        "commissioner/meeting_invitations.html",
        tried.status,
        invitations=[
            (
                one,
                forms.form(
                    _REPLY,
                    tried if one["id"] == answered else forms.filled_with(_REPLY, _replied(one)),
                    options=_COMES,
                ),
            )
            for one in found
        ],
    )


def _replied(one: api.Json) -> api.Json:
    comes = {"accepted": True, "declined": False}.get(one["reply"])
    return {"will_attend": comes, "note": one["note"]}
