from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as some

from vocabulary.periods import SHANGHAI, Period, day_of, start_of_day

_DAYS = some.none() | some.dates()
_PERIODS = some.builds(Period, _DAYS, _DAYS)
_MOMENTS = some.datetimes(
    dt.datetime(1900, 1, 1),  # noqa: DTZ001 - hypothesis adds the offset
    dt.datetime(2200, 1, 1),  # noqa: DTZ001 - hypothesis adds the offset
    timezones=some.sampled_from([dt.UTC, SHANGHAI, dt.timezone(dt.timedelta(hours=-7))]),
)


@given(_PERIODS, _MOMENTS)
def test_a_moment_lies_inside_exactly_if_its_day_does(period: Period, moment: dt.datetime) -> None:
    """R66: both ends belong to the period, by the calendar in Shanghai."""
    day = day_of(moment)
    by_day = (period.first is None or period.first <= day) and (
        period.last is None or day <= period.last
    )
    by_moment = (period.starts_at is None or period.starts_at <= moment) and (
        period.ends_before is None or moment < period.ends_before
    )

    assert by_day is by_moment


def test_the_calendars_own_ends_are_open_ends() -> None:
    """A request for everything up to 9999-12-31 works."""
    period = Period(dt.date.min, dt.date.max)

    assert (period.starts_at, period.ends_before) == (None, None)


@given(some.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)))
def test_a_day_begins_on_itself_and_not_a_moment_earlier(day: dt.date) -> None:
    start = start_of_day(day)

    assert day == day_of(start)
    assert day - dt.timedelta(days=1) == day_of(start - dt.timedelta(microseconds=1))


def test_an_evening_in_utc_is_the_next_day_in_shanghai() -> None:
    assert dt.date(2014, 1, 1) == day_of(dt.datetime(2013, 12, 31, 16, 0, tzinfo=dt.UTC))
    assert dt.date(2013, 12, 31) == day_of(dt.datetime(2013, 12, 31, 15, 59, tzinfo=dt.UTC))
