from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.messages.preferences import rules
from gateway.messages.preferences.rules import USUAL, Preferences, QuietHours, next_allowed
from tests.builders import field_of, refused, shanghai
from vocabulary.notices import NoticeChannel
from vocabulary.periods import SHANGHAI

_EMAIL = frozenset({NoticeChannel.EMAIL})
#: Since 1992 the clocks of Shanghai have not been turned.
_MOMENTS = some.datetimes(
    shanghai(2000, 1, 1).replace(tzinfo=None),
    shanghai(2100, 1, 1).replace(tzinfo=None),
    timezones=some.just(dt.UTC),
)
_TIMES = some.times().map(lambda time: time.replace(second=0, microsecond=0))
_QUIET = some.builds(QuietHours, _TIMES, _TIMES)


@pytest.mark.parametrize(
    ("hour", "minute", "day", "leaves"),
    [
        (20, 59, 4, (20, 59)),
        (21, 0, 5, (8, 0)),
        (23, 59, 5, (8, 0)),
        (0, 0, 4, (8, 0)),
        (7, 59, 4, (8, 0)),
        (8, 0, 4, (8, 0)),
    ],
)
def test_what_is_due_at_night_leaves_in_the_morning(
    hour: int, minute: int, day: int, leaves: tuple[int, int]
) -> None:
    found = next_allowed(shanghai(2013, 5, 4, hour, minute), USUAL)

    assert found == shanghai(2013, 5, day, *leaves)


def test_quiet_hours_may_lie_within_a_day() -> None:
    noon = QuietHours(dt.time(12), dt.time(14))

    assert next_allowed(shanghai(2013, 5, 4, 12), noon) == shanghai(2013, 5, 4, 14)
    assert next_allowed(shanghai(2013, 5, 4, 23), noon) == shanghai(2013, 5, 4, 23)


@given(_MOMENTS, _TIMES)
def test_two_equal_times_mean_no_quiet_hours(moment: dt.datetime, time: dt.time) -> None:
    assert next_allowed(moment, QuietHours(time, time)) == moment


@given(_MOMENTS, _QUIET)
def test_a_message_leaves_at_the_first_moment_that_is_not_quiet(
    moment: dt.datetime, quiet: QuietHours
) -> None:
    found = next_allowed(moment, quiet)

    assert moment <= found < moment + dt.timedelta(days=1)
    assert not quiet.cover(found.astimezone(SHANGHAI).time())
    assert next_allowed(found, quiet) == found
    if found > moment:
        just_before = found - dt.timedelta(microseconds=1)
        assert quiet.cover(just_before.astimezone(SHANGHAI).time())


def test_a_kind_comes_as_usual_until_the_account_says_otherwise() -> None:
    wanted = Preferences(USUAL, {"appeal_overdue": frozenset()})

    assert wanted.wanted("appeal_assigned", _EMAIL) == _EMAIL
    assert wanted.wanted("appeal_overdue", _EMAIL) == frozenset()


@pytest.mark.parametrize(
    ("kinds", "code", "zh"),
    [
        (["weather"], "unknown_kind", "没有通知类型“weather”；可选：诉求交办、提醒评价。"),
        (["assigned", "assigned"], "twice", "通知类型“诉求交办”重复。"),
    ],
)
def test_kinds_that_there_are_not_are_refused(kinds: list[str], code: str, zh: str) -> None:
    known = {
        "assigned": ("诉求交办", "An appeal is assigned"),
        "rating": ("提醒评价", "A rating is asked for"),
    }

    problem = refused(rules.check_kinds, kinds, known)

    assert field_of(problem) == ("kinds", code)
    assert problem.zh == zh
