"""A commissioner's own term (我的聘期): office, certificate, honours, promises, training."""

from __future__ import annotations

import datetime as dt

import flask

from gateway.console import api
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

#: What a person wants to see first, in this order.
_FIRST = ("in_office", "pending", "in_notice", "proposed")


@page("/desk/term", may=Action.APPOINTMENT_READ, title=_("我的聘期"), nav="term")
def own_term() -> Shown:
    """Until when one is in office, what one promised, and what one learnt."""
    me = flask.g.actor.account
    found = api.get("/api/v1/appointments", {"commissioner": me, "limit": 20})["items"]
    ordered = sorted(found, key=_importance)
    one = api.get(f"/api/v1/appointments/{ordered[0]['id']}") if ordered else None
    handbook = api.get(f"/api/v1/communities/{one['community']}/handbook") if one else None
    return shown(
        "commissioner/term.html",
        one=one,
        others=ordered[1:],
        certificates=_certificates(one),
        entry=_entry(handbook, one),
        is_published=bool(handbook and handbook["editions"]),
        record=api.found(f"/api/v1/training-records/{me}"),
        honours=_honours(ordered),
        days_left=_days_left(one),
    )


def _importance(one: api.Json) -> int:
    return _FIRST.index(one["state"]) if one["state"] in _FIRST else len(_FIRST)


def _certificates(one: api.Json | None) -> list[api.Json]:
    if one is None:
        return []
    found: list[api.Json] = api.get(f"/api/v1/appointments/{one['id']}/certificates")["items"]
    return found


def _honours(terms: list[api.Json]) -> list[api.Json]:
    """The honours of these terms; people with an office besides see those of others too."""
    own = {one["id"] for one in terms}
    found: list[api.Json] = api.get("/api/v1/honours", {"limit": 100})["items"] if own else []
    return [one for one in found if one["appointment_id"] in own]


def _entry(handbook: api.Json | None, one: api.Json | None) -> api.Json | None:
    if handbook is None or one is None:
        return None
    return next((each for each in handbook["entries"] if each["appointment_id"] == one["id"]), None)


def _days_left(one: api.Json | None) -> int | None:
    if one is None or one["state"] != "in_office":
        return None
    return (dt.date.fromisoformat(one["term_to"]) - day_of(clock.now())).days
