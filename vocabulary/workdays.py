"""Working days (工作日): counting over a calendar that knows holidays and working weekends (调休).

A day on which something is posted does not count; the first one after it does (Civil Code art.
201). Every result names the years that the calendar does not know, so that nobody takes a guess for
a fact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

_DAY = dt.timedelta(days=1)
#: No holiday is that long; a calendar without any working day would be searched for ever.
_FREE_MOST = 366


class Calendar(Protocol):
    """The days that are worked."""

    def is_workday(self, day: dt.date) -> bool:
        """Whether the day is worked; Monday to Friday where the year is not known."""

    def is_known(self, year: int) -> bool:
        """Whether the holidays of the year are known, or only its weekends."""


@dataclass(frozen=True)
class Notice:
    """How long a public notice (公示) stands."""

    posted_on: dt.date
    #: It ends when this day ends.
    last_day: dt.date
    #: Years in it whose holidays are not known: the last day may be later.
    unknown_years: tuple[int, ...] = ()


def add_workdays(day: dt.date, count: int, calendar: Calendar) -> dt.date:
    """The working day that is `count` working days after `day`; `day` itself for none.

    Raises:
        ValueError: the count is negative, or the calendar has no working days.
    """
    if count < 0:
        message = f"a count of working days must not be negative: {count}"
        raise ValueError(message)
    reached = day
    for _ in range(count):
        reached = next_workday(reached, calendar)
    return reached


def next_workday(day: dt.date, calendar: Calendar) -> dt.date:
    """The first working day after `day`.

    Raises:
        ValueError: the calendar has none within a year.
    """
    for number in range(1, _FREE_MOST + 1):
        following = day + number * _DAY
        if calendar.is_workday(following):
            return following
    message = f"no working day within a year after {day}"
    raise ValueError(message)


def workdays_between(first: dt.date, last: dt.date, calendar: Calendar) -> int:
    """Working days after `first`, up to and with `last`; negative if `last` is the earlier."""
    if last < first:
        return -workdays_between(last, first, calendar)
    return sum(calendar.is_workday(day) for day in _days(first + _DAY, last))


def notice_of(posted_on: dt.date, workdays: int, calendar: Calendar) -> Notice:
    """A public notice of so many whole working days, posted on a day."""
    last_day = add_workdays(posted_on, workdays, calendar)
    return Notice(posted_on, last_day, unknown_years(posted_on, last_day, calendar))


def unknown_years(first: dt.date, last: dt.date, calendar: Calendar) -> tuple[int, ...]:
    """The years between two days, with both, whose holidays the calendar does not know."""
    return tuple(year for year in range(first.year, last.year + 1) if not calendar.is_known(year))


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    day = first
    while day <= last:
        yield day
        day += _DAY
