"""What activities wait for: approval, the report within ten days, closing; and the next ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    reports = [each for each in _reports({}) if each.is_late]
    return [*reports, *_waiting(ActivityState.SUBMITTED), *_waiting(ActivityState.REPORTED)]


def for_leader(of: Mapping[str, str]) -> list[Due]:
    """Reports that the leader of these activities owes, and plans that still wait."""
    if not may_somewhere(Action.ACTIVITY_PLAN):
        return []
    return [*_reports(of), *_waiting(ActivityState.SUBMITTED, of)]


def next_of(of: Mapping[str, str]) -> list[api.Json]:
    """The next activities that somebody leads, with the way to the check-in."""
    if not may_somewhere(Action.ATTENDANCE_RECORD):
        return []
    return _listed(ActivityState.PUBLISHED, of, _NEXT)


def _reports(of: Mapping[str, str]) -> Iterator[Due]:
    today = day_of(clock.now()).isoformat()
    for one in _listed(ActivityState.HELD, of, _MOST):
        day = str(one["report_by"])
        is_late = day < today
        late = _("总结已逾期，应在 %(day)s 前提交", day=day)
        yield Due(one, late if is_late else _("总结请在 %(day)s 前提交", day=day), is_late)


def _waiting(state: ActivityState, of: Mapping[str, str] | None = None) -> Iterator[Due]:
    yield from (Due(one, _WAITS[state]) for one in _listed(state, of or {}, _MOST))


def _listed(state: ActivityState, of: Mapping[str, str], most: int) -> list[api.Json]:
    asked = {"state": state.value, "sort": "starts_at", "limit": most, **of}
    found: list[api.Json] = api.get(ALL, asked)["items"]
    return found
