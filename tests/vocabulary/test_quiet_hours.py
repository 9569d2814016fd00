from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.builders import shanghai
from vocabulary.periods import SHANGHAI
from vocabulary.quiet_hours import USUAL, QuietHours, next_allowed

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
