"""Teams by field of work, each with the people who suit it (匹配), and offering from there."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.recruitment.words import PostCategory
from contracts.volunteers.memberships import EndMembership, OfferMembership
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.commissioner import team as teams
from gateway.console.languages import _
from gateway.console.lasting import lasting
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action

_HERE = "/desk/teams"
_OFFER, _END = OfferMembership.body(), EndMembership.body()
_MOST = 100


@page(_HERE, may=Action.TEAM_MANAGE, title=_("专员团队"), nav="teams")
def desk_teams() -> Shown:
    """The teams of your communities by field of work."""
    found = api.get("/api/v1/teams", {"limit": _MOST})["items"]
    by_category = [
        (category.value, of_it)
        for category in PostCategory
        if (of_it := [one for one in found if one["category"] == category.value])
    ]
    return shown("workstation/teams.html", by_category=by_category)


@page(
    f"{_HERE}/<uuid:team_id>",
    may=Action.TEAM_MANAGE,
    title=_("专员团队"),
    nav="teams",
    methods=("GET", "POST"),
)
def desk_team(team_id: UUID) -> Shown | flask.Response:
    """One team: its people, what it plans, and who could be asked."""
    offer, ending = forms.filled(_OFFER), forms.filled(_END)
    deed = flask.request.form.get("_deed", "") if pages.is_sent() else ""
    if deed:
        try:
            return told(f"{_HERE}/{team_id}", teams.done(deed, offer, ending))
        except Refused as refusal:
            offer = offer.refused(refusal.problem) if deed == "offer" else offer
            ending = ending if deed == "offer" else ending.refused(refusal.problem)
    one = api.get(f"/api/v1/teams/{team_id}")
    return shown(
        "workstation/team.html",
        max(offer.status, ending.status),
        one=teams.whole(one, offer),
        ending=forms.form(_END, ending),
        wanted=flask.request.form.get("_membership", ""),
        lasting=lasting,
    )
