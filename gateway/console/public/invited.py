"""A link into a commissioner's team, as a person who opens it sees it."""

from __future__ import annotations

import flask

from contracts.volunteers.invitations import InvitedVolunteer, JoinByInvitation
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public import places
from gateway.console.public.registering import STEPS, questions
from vocabulary.permissions import Action

_JOIN = JoinByInvitation.body()


@page(
    "/invitations/<code>",
    may=Action.ANYONE,
    title=_("邀请您当义工"),
    nav="posts",
    methods=("GET", "POST"),
)
def invited(code: str) -> Shown | flask.Response:
    """Register by a link, or come by it with the code that you have."""
    at = f"/api/v1/public/team-invitations/{code}"
    deed = flask.request.form.get("_deed", "") if pages.is_sent() else ""
    person, known = forms.filled(InvitedVolunteer), forms.filled(_JOIN)
    try:
        if deed == "registration":
            receipt = api.send("POST", f"{at}/registration", person.body)
            return told(
                f"/volunteers/{receipt['code']}",
                _("已收到您的注册，请记下查询码。专员会约您见面。"),
            )
        if deed == "joining":
            api.send("POST", f"{at}/joining", known.body)
            return told(f"/volunteers/{known.body['code']}", _("已告诉专员您想加入。"))
    except Refused as refusal:
        person = person.refused(refusal.problem) if deed == "registration" else person
        known = known.refused(refusal.problem) if deed == "joining" else known
    one = api.get(at)
    place = places.community(one["community"])
    return shown(
        "public/invited.html",
        max(person.status, known.status),
        one=one,
        code=code,
        place=place,
        steps=STEPS,
        form=questions(InvitedVolunteer, person, place["code"]),
        known=forms.form(_JOIN, known, labels={"code": _("您的查询码")}),
    )
