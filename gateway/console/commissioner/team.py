"""My team (我的团队): offers, members, plans and hours; and the offers of others to the reader."""

from __future__ import annotations

import flask

from contracts.volunteers.memberships import EndMembership, OfferMembership
from gateway.console import api, forms, pages, rights
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.workstation import teams
from vocabulary.permissions import Action

_HERE = "/desk/team"
_TEAMS, _MEMBERSHIPS = "/api/v1/teams", "/api/v1/memberships"
_OFFER, _END = OfferMembership.body(), EndMembership.body()
_STANDING = "offered,accepted"
_MOST = 100


@page(_HERE, may=Action.MEMBERSHIP_READ, title=_("我的团队"), nav="team", methods=("GET", "POST"))
def own_team() -> Shown | flask.Response:
    """The teams that the reader leads, and those they are asked into or belong to."""
    offer, ending = forms.filled(_OFFER), forms.filled(_END)
    deed = flask.request.form.get("_deed", "") if pages.is_sent() else ""
    if deed:
        try:
            return told(_HERE, teams.done(deed, offer, ending))
        except Refused as refusal:
            offer = offer.refused(refusal.problem) if deed == "offer" else offer
            ending = ending if deed == "offer" else ending.refused(refusal.problem)
    me = flask.g.actor.account
    leads = rights.may_somewhere(Action.TEAM_READ)
    led = api.get(_TEAMS, {"commissioner": me, "limit": _MOST})["items"] if leads else []
    own = api.get(_MEMBERSHIPS, {"account": me, "state": _STANDING, "limit": _MOST})["items"]
    return shown(
        "commissioner/team.html",
        max(offer.status, ending.status),
        teams=[teams.whole(team, offer) for team in led],
        own=own,
        offer=offer,
        ending=forms.form(_END, ending),
        wanted=flask.request.form.get("_membership", ""),
    )
