"""The workstation's day: what waits, the most pressing first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from contracts.appeals.words import State
from gateway.console import api
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown
from gateway.console.workstation.appeals import OPEN, Row, categories, rows, tabs
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_APPEALS = "/api/v1/appeals"
#: What waits for the workstation itself.
_ASKED = ("received", "accepted", "due_soon", "overdue", "reopened")
_MOST = 8
_TOMORROW = dt.timedelta(days=1)


@dataclass(frozen=True)
class Waiting:
    """Some of what waits: how many, and where they stand."""

    label: Sentence
    count: int
    address: str
    is_late: bool


@page("/desk/today", may=Action.APPEAL_ACCEPT, title=_("今日待办"), nav="today")
def today() -> Shown:
    """What waits for the workstation, each with the way to it."""
    counts = api.get(f"{_APPEALS}/counts")
    return shown(
        "workstation/today.html",
        waiting=_waiting(counts),
        pressing=_pressing(),
        categories=categories(),
        notices=api.get("/api/v1/notices", {"unread": "true", "limit": 5}),
    )


def _waiting(counts: api.Json) -> list[Waiting]:
    return [
        Waiting(tab.label, counts[tab.name], f"/desk/appeals?tab={tab.name}", tab.name == "overdue")
        for tab in tabs()
        if tab.name in _ASKED
    ]


def _pressing() -> list[Row]:
    """What is due first, then what has waited longest to be accepted."""
    until = day_of(clock.now()) + _TOMORROW
    asked = {"state": OPEN, "due_to": str(until), "sort": "due_on", "limit": _MOST}
    found = api.get(_APPEALS, asked)["items"]
    waits = {"state": State.RECEIVED.value, "sort": "received_at", "limit": _MOST}
    seen = {one["id"] for one in found}
    found += [one for one in api.get(_APPEALS, waits)["items"] if one["id"] not in seen]
    return rows(found[:_MOST])
