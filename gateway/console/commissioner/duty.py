"""Duty at the station (值班): receptions, written without a network too, and each sent once."""

from __future__ import annotations

from typing import Any

import flask

from contracts.appeals.receptions import ListReceptions, Reception
from gateway.console import api, forms, naming, pages
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from gateway.console.workstation import territory
from runtime import clock
from vocabulary.permissions import Action

_ALL = "/api/v1/receptions"
_HERE = "/desk/duty"
_LAST = 8
_FILTERS = ("channel", "held_from", "held_to")


@page(
    _HERE,
    may=Action.RECEPTION_RECORD,
    title=_("值班接待"),
    nav="duty",
    methods=("GET", "POST"),
)
def duty() -> Shown | flask.Response:
    """Write receptions down, and see the last ones.

    The copy that a phone keeps holds the form alone: no list, no token, no name.
    """
    tried = forms.filled(Reception)
    if pages.is_sent():
        try:
            api.send("POST", _ALL, tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(_HERE, _("接待已登记。"))
    is_kept = "kept" in flask.request.args
    own = {"csrf": None, "may_search": False, "is_kept": True} if is_kept else {"is_kept": False}
    return shown(
        "commissioner/duty.html",
        tried.status,
        form=_form(tried),
        account=flask.g.actor.account,
        last=[] if is_kept else _last(),
        **own,
    )


@page("/desk/receptions", may=Action.RECEPTION_READ, title=_("接待记录"), nav="duty")
def receptions() -> Shown:
    """Every reception of your communities."""
    places = territory.communities()
    found = listed(
        _ALL,
        ListReceptions,
        tabs=(Tab("all", _("全部")),),
        filters=[*_FILTERS, *territory.narrowing(places)],
        options={"area": places},
    )
    return shown(
        "commissioner/receptions.html",
        found.status,
        listed=found,
        may_record=may_somewhere(Action.RECEPTION_RECORD),
    )


def _form(tried: forms.Filled) -> forms.Form:
    places = territory.communities()
    if not tried.given:
        start = {"held_at": clock.now().isoformat()}
        start |= territory.beginning(places)
        tried = forms.filled_with(Reception, start)
    people = [] if _is_commissioner() or len(places) != 1 else _people(places[0][0])
    return forms.form(
        Reception,
        tried,
        options={"community": places, "commissioner": people},
        labels={
            "visitors": _("接待了几个人"),
            "held_at": _("什么时候"),
            "commissioner": _("谁接待的"),
        },
        hints={"commissioner": _("不选就是工作站接待的。")},
        without=() if people else ("commissioner",),
    )


def _last() -> list[api.Json]:
    asked: dict[str, Any] = {"limit": _LAST}
    if _is_commissioner():
        asked["commissioner"] = flask.g.actor.account
    found: list[api.Json] = api.get(_ALL, asked)["items"]
    return found


def _is_commissioner() -> bool:
    """Whether the receptions are the caller's own."""
    return not may_somewhere(Action.APPEAL_ASSIGN)


def _people(community: str) -> list[forms.Option]:
    found = api.get(f"/api/v1/communities/{community}/commissioners")["items"]
    return [(one["commissioner"], one["name"] or naming.NOTHING) for one in found]
