"""Periods as people mean them: whole days in Asia/Shanghai, both ends included (R66)."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

_MONTHS = 12
SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included; an open end is None."""

    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def starts_at(self) -> dt.datetime | None:
        """The first moment inside, in UTC."""
        # In UTC the calendar's first day would begin before the calendar does.
        return None if self.first in (None, dt.date.min) else start_of_day(self.first)

    @property
    def ends_before(self) -> dt.datetime | None:
        """The first moment after the period, in UTC."""
        # The calendar has no later day.
        if self.last in (None, dt.date.max):
            return None
        return start_of_day(self.last + dt.timedelta(days=1))


def start_of_day(day: dt.date) -> dt.datetime:
    """Midnight in Shanghai at which the day begins, in UTC."""
    return dt.datetime.combine(day, dt.time(), SHANGHAI).astimezone(dt.UTC)


def day_of(moment: dt.datetime) -> dt.date:
    """The calendar day in Shanghai on which a moment falls."""
    return moment.astimezone(SHANGHAI).date()


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of that month if it is shorter."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
