"""The workstation's day: what waits, the most pressing first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from contracts.appeals.words import State
from gateway.console import api
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown
from gateway.console.workstation.appeals import Row, categories, rows
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_APPEALS = "/api/v1/appeals"
_OPEN = ",".join(state for state in State if state is not State.CLOSED)
_MOST = 8
_TOMORROW = dt.timedelta(days=1)


@dataclass(frozen=True)
class Waiting:
    """Some of what waits: how many, and where they stand."""

    label: Sentence
    count: int
    address: str
    is_late: bool = False


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
    def of(label: Sentence, kind: str, *, is_late: bool = False) -> Waiting:
        return Waiting(label, counts[kind], f"/desk/appeals?tab={kind}", is_late)

    return [
        of(_("待受理"), "received"),
        of(_("待交办"), "accepted"),
        Waiting(_("今明到期"), counts["due_soon"], f"/desk/appeals?tab=all&{_due_soon()}"),
        of(_("已超期"), "overdue", is_late=True),
        of(_("重新办理"), "reopened"),
    ]


def _due_soon() -> str:
    day = day_of(clock.now())
    return f"due_from={day}&due_to={day + _TOMORROW}"


def _pressing() -> list[Row]:
    """What is due first, then what has waited longest to be accepted."""
    until = day_of(clock.now()) + _TOMORROW
    asked = {"state": _OPEN, "due_to": str(until), "sort": "due_on", "limit": _MOST}
    found = api.get(_APPEALS, asked)["items"]
    waits = {"state": State.RECEIVED.value, "sort": "received_at", "limit": _MOST}
    seen = {one["id"] for one in found}
    found += [one for one in api.get(_APPEALS, waits)["items"] if one["id"] not in seen]
    return rows(found[:_MOST])
