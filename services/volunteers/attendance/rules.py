"""Which presence serves minutes, and from when on somebody is checked in."""

from __future__ import annotations

import datetime as dt

from contracts.volunteers.words import ActivityState, Presence
from services.volunteers.sign_ups.rules import is_too_early
from vocabulary.periods import day_of
from vocabulary.problems import WrongState, wrong_field

_AWAY = frozenset({Presence.ABSENT, Presence.EXCUSED})
#: The states of an activity in which people are checked in.
OPEN = frozenset({ActivityState.PUBLISHED, ActivityState.HELD})


def was_there(presence: Presence) -> bool:
    """Whether the person served."""
    return presence not in _AWAY


def minutes_of(presence: Presence, minutes: int | None, planned: int) -> int | None:
    """How long the person served: as said, otherwise the whole shift; None: not at all.

    Raises:
        Invalid: minutes of a person who was not there.
    """
    if was_there(presence):
        return planned if minutes is None else minutes
    if minutes is not None:
        raise wrong_field(
            "minutes",
            "was_away",
            zh="缺席或请假的没有服务时长，请不填写分钟数。",
            en="A person who was away served no minutes; leave them out.",
        )
    return None


def check_open(state: ActivityState, starts_at: dt.datetime, now: dt.datetime) -> None:
    """Check-in is possible from two hours before the shift on, until the report.

    Raises:
        WrongState: it is too early, or the activity is reported or cancelled.
    """
    if state not in OPEN:
        raise WrongState(
            "活动已总结或已取消，不能再签到；总结有误的请先退回。",
            "The activity is reported or cancelled, so nobody is checked in; return its report "
            "first.",
        )
    if is_too_early(starts_at, now):
        raise WrongState(
            f"班次在 {day_of(starts_at)}，开始前两小时起可以签到。",
            f"The shift is on {day_of(starts_at)}; check in from two hours before it begins.",
        )
