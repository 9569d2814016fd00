"""Teams by field of work, each with the people who suit it (匹配), and offering from there."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.recruitment.words import PostCategory
from contracts.volunteers.memberships import EndMembership, OfferMembership
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.forms import Filled, Option
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.workstation.matching import look
from vocabulary.permissions import Action

_HERE = "/desk/teams"
_OFFER, _END = OfferMembership.body(), EndMembership.body()
_MEMBERSHIPS = "/api/v1/memberships"
_STANDING = "offered,accepted"
_PLANNED = "draft,submitted,approved,published"
_MOST, _LATEST = 100, 20


@page(_HERE, may=Action.TEAM_MANAGE, title=_("专员团队"), nav="teams")
def desk_teams() -> Shown:
    """The teams of your communities by field of work."""
    found = api.get("/api/v1/teams", {"limit": _MOST})["items"]
    by_category = [
        (category, of_it)
        for category in PostCategory
        if (of_it := [one for one in found if one["category"] == category])
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
            return told(f"{_HERE}/{team_id}", done(deed, offer, ending))
        except Refused as refusal:
            offer = offer.refused(refusal.problem) if deed == "offer" else offer
            ending = ending if deed == "offer" else ending.refused(refusal.problem)
    one = api.get(f"/api/v1/teams/{team_id}")
    return shown(
        "workstation/team.html",
        max(offer.status, ending.status),
        one=whole(one, offer),
        successors=api.get(f"/api/v1/teams/{team_id}/successors")["items"],
        ending=forms.form(_END, ending),
        wanted=flask.request.form.get("_membership", ""),
    )


def done(deed: str, offer: Filled, ending: Filled) -> Sentence:
    """Do what the form asks.

    Raises:
        Refused: with the problem document.
    """
    if deed == "offer":
        team = flask.request.form.get("_team", "")
        api.send("POST", f"/api/v1/teams/{team}/memberships", offer.body)
        return _("已发出邀请，由本人决定；14 天内没有答复即失效。")
    membership = flask.request.form.get("_membership", "")
    if deed == "acceptance":
        api.send("POST", f"/api/v1/memberships/{membership}/acceptance", {})
        return _("您已加入团队。")
    if deed == "refusal":
        api.send("POST", f"/api/v1/memberships/{membership}/refusal", {})
        return _("已婉拒。不需要理由。")
    api.send("POST", f"/api/v1/memberships/{membership}/ending", ending.body)
    return _("已离队。服务时长都保留。")


def whole(team: api.Json, offer: Filled) -> api.Json:
    """A team with its people, what it plans, who served lately, and who could be asked."""
    query = {"team_id": team["id"], "limit": _MOST}
    people = api.get(_MEMBERSHIPS, query | {"state": _STANDING})["items"]
    coming = {"state": _PLANNED, "sort": "starts_at"}
    planned = api.get("/api/v1/activities", query | coming)["items"]
    served = api.get("/api/v1/hours", query | {"sort": "-served_on", "limit": _LATEST})["items"]
    matches: list[api.Json] = []
    form = looking = None
    if "memberships" in team["possible"]:
        looked = look(f"/api/v1/teams/{team['id']}/matches", team["community"])
        matches, looking = looked.found["items"] if looked.found else [], looked.form
        form = _offering(team, matches, offer)
    return {
        "team": team,
        "offered": [one for one in people if one["state"] == "offered"],
        "members": [one for one in people if one["state"] == "accepted"],
        "planned": planned,
        "served": served,
        "matches": matches,
        "looking": looking,
        "is_narrowed": bool(flask.request.args),
        "form": form,
    }


def _offering(team: api.Json, matches: list[api.Json], offer: Filled) -> forms.Form:
    """The form of an offer to those who suit the team."""
    people: list[Option] = [
        (one["volunteer_id"], f"{one['name'] or ''} {one['number']}".strip()) for one in matches
    ]
    is_tried = flask.request.form.get("_team") == team["id"]
    tried = offer if is_tried else forms.filled_with(_OFFER, {"kind": "volunteer"})
    return forms.form(_OFFER, tried, options={"volunteer_id": people})
