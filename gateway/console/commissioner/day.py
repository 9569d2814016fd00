"""A commissioner's day: their cases, those due first, and the activities of their team."""

from __future__ import annotations

import flask

from gateway.console import api
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.waiting import Waiting
from gateway.console.workstation import activities_due
from gateway.console.workstation.appeals import OWN_COUNTS, categories, own_tabs, rows
from vocabulary.permissions import Action

_APPEALS = "/api/v1/appeals"
_MOST = 10
_DONE = "my_closed"


@page("/desk/mine", may=Action.APPEAL_ACT, title=_("我的待办"), nav="mine")
def mine() -> Shown:
    """What waits for the commissioner, and the ways to what is done every day."""
    account = str(flask.g.actor.account)
    counts = api.get(f"{_APPEALS}/counts", {"commissioner": account})
    asked = {"commissioner": account, "state": "assigned", "sort": "due_on", "limit": _MOST}
    return shown(
        "commissioner/mine.html",
        waiting=[
            Waiting.of(tab, counts[OWN_COUNTS[tab.name]], is_late=tab.name == "my_late")
            for tab in own_tabs()
            if tab.name in OWN_COUNTS and tab.name != _DONE
        ],
        cases=rows(api.get(_APPEALS, asked)["items"]),
        categories=categories(),
        meetings=_meetings(),
        activities=activities_due.for_leader({"commissioner": account}),
        leading=activities_due.next_of({"commissioner": account}),
        notices=api.get("/api/v1/notices", {"unread": "true", "limit": 5}),
    )


def _meetings() -> list[api.Json]:
    """The sharing meetings that are planned, for which they can still put something down."""
    if not may_somewhere(Action.SHARING_MEETING_READ):
        return []
    asked = {"state": "planned", "sort": "held_at", "limit": 2}
    found = api.part("/api/v1/sharing-meetings", asked, without={"items": []})
    items: list[api.Json] = found["items"]
    return items
