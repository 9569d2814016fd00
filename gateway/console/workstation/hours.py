"""Hours of service (服务时长): what waits to be attested, and what was served in all."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import flask

from contracts.volunteers.hour_wishes import RefuseHoursWish
from contracts.volunteers.hours import AttestSeveralHours, CorrectHours, TotalHours
from contracts.volunteers.words import HoursState
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.deeds import Deed, Deeds, Offer
from gateway.console.forms import Filled
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.workstation import territory
from vocabulary.permissions import Action

_ALL = "/api/v1/hours"
_HERE, _ATTESTING, _WISHES = "/desk/hours", "/desk/hours-to-attest", "/desk/hours-wishes"
#: As many as one request attests.
_MOST = 200


@page(_HERE, may=Action.HOURS_READ, title=_("服务时长"), nav="hours")
def hours() -> Shown:
    """Hours added up by team, person, field of work, community or month."""
    places = territory.communities()
    names = ["by", "served_from", "served_to", *territory.narrowing(places)]
    tried = Filled(TotalHours.body(), flask.request.args)
    asked = {name: value for name, value in tried.body.items() if value and name in names}
    found = None
    try:
        found = api.get(f"{_ALL}/totals", asked)
    except Refused as refusal:
        if refusal.status != 422:  # noqa: PLR2004 - what was asked for is wrong
            raise
        tried = dataclasses.replace(tried, problem=refusal.problem)
    form = forms.form(TotalHours.body(), tried, only=names, options={"area": places})
    return shown(
        "workstation/hours.html",
        tried.status,
        found=found,
        form=form,
        by=flask.request.args.get("by", "team"),
    )


@page(
    _ATTESTING,
    may=Action.HOURS_ATTEST,
    title=_("核实时长"),
    nav="hours",
    methods=("GET", "POST"),
)
def attesting() -> Shown | flask.Response:
    """The hours that wait, what is unusual first; several are attested at once."""
    tried = forms.filled(AttestSeveralHours.body())
    chosen = flask.request.form.getlist("hours_ids")
    if pages.is_sent():
        try:
            body = {"hours_ids": chosen, "reason": flask.request.form.get("reason") or None}
            done = api.send("POST", f"{_ALL}/attestations", body)["items"]
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(_ATTESTING, _("已核实 %(n)s 条，公示后计入。", n=len(done)))
    waiting = {
        "state": HoursState.RECORDED.value,
        "sort": "served_on",
        "limit": _MOST,
        "total": "true",
    }
    found = api.get(_ALL, waiting)
    mine = [one for one in found["items"] if "attestation" in one["possible"]]
    return shown(
        "workstation/attesting.html",
        tried.status,
        # The order is kept within both.
        items=sorted(mine, key=lambda one: not one["unusual"]),
        others=len(found["items"]) - len(mine),
        further=found["total"] - len(found["items"]),
        chosen=chosen,
        form=forms.form(tried.shape, tried, only=("reason",)),
    )


@page(
    _WISHES,
    may=Action.HOURS_CORRECT,
    title=_("申请更正的时长"),
    nav="hours",
    methods=("GET", "POST"),
)
def wishes() -> Shown | flask.Response:
    """What people ask to have corrected, each with its two answers."""
    wanted = flask.request.form.get("_hours", "")
    deeds = _answers(wanted)
    if done := deeds.sent():
        return done
    asked = {"wished": "true", "sort": "served_on", "limit": _MOST}
    found = api.get(_ALL, asked)["items"]
    return shown(
        "workstation/hours_wishes.html",
        deeds.status,
        waiting=[
            (one, _offered(deeds if one["id"] == wanted else _answers(one["id"]), one))
            for one in found
        ],
    )


@page("/desk/hours-shown", may=Action.HOURS_SHOWN_READ, title=_("公示中的时长"), nav="hours")
def shown_hours() -> Shown:
    """The hours of your communities that are shown before they count."""
    asked = {"limit": _MOST, "cursor": flask.request.args.get("cursor") or None}
    return shown("workstation/hours_shown.html", found=api.get(f"{_ALL}/shown", asked))


def _answers(hours_id: str) -> Deeds:
    return Deeds(_WISHES, (Deed(CorrectHours), Deed(RefuseHoursWish)), {"hours_id": hours_id})


def _offered(deeds: Deeds, one: api.Json) -> Sequence[Offer]:
    return deeds.offered(one, begun={CorrectHours: {"minutes": one["wished_minutes"]}})
