"""Links by which a commissioner recruits into a team: made, printed with a QR code, withdrawn."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.volunteers.invitations import InvitationBody
from contracts.volunteers.volunteers import MeetVolunteer
from gateway.console import api, forms, pages, rights
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action

_MEET = MeetVolunteer.body()
_LABELS = {"label": _("贴在哪里、发给谁"), "days": _("几天内有效")}
_HINTS = {"label": _("只给您自己看，方便以后辨认和撤回。")}
_MOST = 100


@page(
    "/desk/teams/<uuid:team_id>/invitations",
    may=Action.TEAM_LEAD,
    title=_("邀请链接"),
    nav="team",
    methods=("GET", "POST"),
)
def invitations(team_id: UUID) -> Shown | flask.Response:
    """The links of a team, a new one, and the people who came by one and wait to be met."""
    here, at = f"/desk/teams/{team_id}/invitations", f"/api/v1/teams/{team_id}"
    deed = flask.request.form.get("_deed", "") if pages.is_sent() else ""
    making, meeting = forms.filled(InvitationBody), forms.filled(_MEET)
    try:
        if deed == "make":
            made = api.send("POST", f"{at}/invitations", making.body)
            team = api.get(at)
            address = f"{flask.request.host_url}invitations/{made['code']}"
            return shown("commissioner/invitation.html", made=made, team=team, address=address)
        if deed == "withdrawal":
            link = flask.request.form.get("_invitation", "")
            api.send("POST", f"{at}/invitations/{link}/withdrawal", {})
            return told(here, _("链接已撤回，已经来的人不受影响。"))
        if deed == "meeting":
            person = flask.request.form.get("_registration", "")
            api.send("POST", f"/api/v1/volunteers/{person}/meeting", meeting.body)
            return told(here, _("已登记见面。现在由本人确认是否加入。"))
    except Refused as refusal:
        making = making.refused(refusal.problem) if deed == "make" else making
        meeting = meeting.refused(refusal.problem) if deed != "make" else meeting
    offered = api.get(
        "/api/v1/memberships", {"team_id": team_id, "state": "offered", "limit": _MOST}
    )["items"]
    return shown(
        "commissioner/invitations.html",
        max(making.status, meeting.status),
        team=api.get(at),
        links=api.get(f"{at}/invitations")["items"],
        to_meet=[one for one in offered if one.get("to_meet")],
        form=forms.form(InvitationBody, making, labels=_LABELS, hints=_HINTS),
        meeting=forms.form(_MEET, meeting),
        back=(
            f"/desk/teams/{team_id}" if rights.may_somewhere(Action.TEAM_MANAGE) else "/desk/team"
        ),
    )
