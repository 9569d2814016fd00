"""What activities wait for: approval, the report within ten days, closing; and the next ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.volunteers.words import ActivityState
from gateway.console import api
from gateway.console.languages import Sentence, _
from gateway.console.rights import may_somewhere
from gateway.console.workstation.activities import ALL, HERE
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

#: The oldest of each kind; the list of activities has them all.
_MOST = 8
#: So many of all kinds together are looked through.
_MOST_TOGETHER = 60
_NEXT = 5
_WAITS = {
    ActivityState.SUBMITTED: _("等待审批"),
    ActivityState.REPORTED: _("总结等待办结"),
}


@dataclass(frozen=True)
class Due:
    """An activity, and what it waits for."""

    one: api.Json
    what: Sentence
    is_late: bool = False

    @property
    def address(self) -> str:
        """Where that is done."""
        return f"{HERE}/{self.one['id']}"


def for_workstation() -> list[Due]:
    """Reports that are late, plans that wait for approval, reports that wait to be closed."""
    if not may_somewhere(Action.ACTIVITY_DECIDE):
        return []
    # One call for all, as it is one of many on the first page of the day.
    states = (ActivityState.HELD, *_WAITS)
    found = _listed(states, {}, _MOST_TOGETHER)
    held = [one for one in found if one["state"] == ActivityState.HELD]
    waiting = [
        Due(one, what)
        for state, what in _WAITS.items()
        for one in [each for each in found if each["state"] == state][:_MOST]
    ]
    return [*[each for each in _reports(held) if each.is_late][:_MOST], *waiting]


def for_leader(of: Mapping[str, str]) -> list[Due]:
    """Reports that the leader of these activities owes, and plans that still wait."""
    if not may_somewhere(Action.ACTIVITY_PLAN):
        return []
    held = _listed((ActivityState.HELD,), of, _MOST)
    submitted = _listed((ActivityState.SUBMITTED,), of, _MOST)
    what = _WAITS[ActivityState.SUBMITTED]
    return [*_reports(held), *(Due(one, what) for one in submitted)]


def next_of(of: Mapping[str, str]) -> list[api.Json]:
    """The next activities that somebody leads, with the way to the check-in."""
    if not may_somewhere(Action.ATTENDANCE_RECORD):
        return []
    return _listed((ActivityState.PUBLISHED,), of, _NEXT)


def _reports(held: Sequence[api.Json]) -> Iterator[Due]:
    today = day_of(clock.now()).isoformat()
    for one in held:
        day = str(one["report_by"])
        is_late = day < today
        late = _("总结已超期，应在 %(day)s 前提交", day=day)
        yield Due(one, late if is_late else _("总结请在 %(day)s 前提交", day=day), is_late)


def _listed(states: Sequence[ActivityState], of: Mapping[str, str], most: int) -> list[api.Json]:
    asked = {"state": ",".join(states), "sort": "starts_at", "limit": most, **of}
    found: list[api.Json] = api.part(ALL, asked, without={"items": []})["items"]
    return found
