from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocabulary.workdays import (
    add_workdays,
    next_workday,
    notice_of,
    unknown_years,
    workdays_between,
)

_FRIDAY = dt.date(2026, 6, 5)
_DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2040, 1, 1))


class _Weekdays:
    """Monday to Friday, and nothing known after 2026."""

    def is_workday(self, day: dt.date) -> bool:
        return day.weekday() < 5

    def is_known(self, year: int) -> bool:
        return year <= 2026


class _NeverWorked(_Weekdays):
    def is_workday(self, day: dt.date) -> bool:  # noqa: ARG002 - no day is
        return False


_CALENDAR = _Weekdays()


def test_the_day_itself_does_not_count() -> None:
    assert add_workdays(_FRIDAY, 1, _CALENDAR) == dt.date(2026, 6, 8)
    assert add_workdays(_FRIDAY, 0, _CALENDAR) == _FRIDAY


def test_days_before_are_negative() -> None:
    assert workdays_between(dt.date(2026, 6, 8), _FRIDAY, _CALENDAR) == -1


@given(_DAYS, st.integers(0, 60))
def test_counting_takes_back_what_adding_gave(day: dt.date, count: int) -> None:
    reached = add_workdays(day, count, _CALENDAR)

    assert workdays_between(day, reached, _CALENDAR) == count
    assert count == 0 or _CALENDAR.is_workday(reached)


@given(_DAYS, _DAYS, _DAYS)
def test_stretches_add_up(first: dt.date, middle: dt.date, last: dt.date) -> None:
    whole = workdays_between(first, last, _CALENDAR)

    parts = workdays_between(first, middle, _CALENDAR) + workdays_between(middle, last, _CALENDAR)
    assert whole == parts


def test_a_notice_into_an_unknown_year_says_so() -> None:
    notice = notice_of(dt.date(2026, 12, 30), 5, _CALENDAR)

    assert (notice.last_day, notice.unknown_years) == (dt.date(2027, 1, 6), (2027,))
    assert unknown_years(_FRIDAY, _FRIDAY, _CALENDAR) == ()


def test_what_cannot_be_counted_is_refused_and_not_counted_for_ever() -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        add_workdays(_FRIDAY, -1, _CALENDAR)
    with pytest.raises(ValueError, match="no working day"):
        next_workday(_FRIDAY, _NeverWorked())
