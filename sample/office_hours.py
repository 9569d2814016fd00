"""Moments at which a workstation is open: workdays, mornings and afternoons in Shanghai."""

from __future__ import annotations

import datetime as dt
from random import Random

from groundwork.workdays import is_published_workday
from vocabulary.periods import SHANGHAI

#: Minutes of the day: 9 to 12 and 14 to 18 o'clock.
_OPEN_MINUTES = (*range(9 * 60, 12 * 60), *range(14 * 60, 18 * 60))
#: The long holidays of the two years, first and last day.
_HOLIDAYS = tuple(
    (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    for first, last in (
        ("2012-09-30", "2012-10-07"),
        ("2013-01-01", "2013-01-03"),
        ("2013-02-09", "2013-02-15"),
        ("2013-10-01", "2013-10-07"),
        ("2014-01-01", "2014-01-01"),
        ("2014-01-31", "2014-02-06"),
        ("2014-10-01", "2014-10-07"),
    )
)
_FRIDAY = 4
_DAY = dt.timedelta(days=1)


def is_open(moment: dt.datetime) -> bool:
    """Whether somebody is at the desk."""
    local = moment.astimezone(SHANGHAI)
    return _is_workday(local.date()) and 60 * local.hour + local.minute in _OPEN_MINUTES


def between(chance: Random, first: dt.date, last: dt.date) -> dt.datetime:
    """Some open moment from the first day to the last."""
    while True:
        day = first + dt.timedelta(days=chance.randrange((last - first).days + 1))
        if _is_workday(day):
            return _at(day, chance.choice(_OPEN_MINUTES))


def after(chance: Random, moment: dt.datetime, *, workdays: tuple[int, int]) -> dt.datetime:
    """An open moment some workdays later; with none, later on the same day if there is time."""
    local = moment.astimezone(SHANGHAI)
    day, left = local.date(), chance.randint(*workdays)
    minute = 60 * local.hour + local.minute
    still_open = [later for later in _OPEN_MINUTES if later > minute]
    if left == 0 and still_open:
        return _at(day, chance.choice(still_open[:90]))
    for _ in range(max(left, 1)):
        day = _next_workday(day)
    return _at(day, chance.choice(_OPEN_MINUTES))


def workday_before(day: dt.date, workdays: int = 1) -> dt.date:
    """So many workdays before a day of our own time, as the published holidays are; never the day."""
    for _ in range(workdays):
        day -= _DAY
        while not is_published_workday(day):
            day -= _DAY
    return day


def _next_workday(day: dt.date) -> dt.date:
    day += dt.timedelta(days=1)
    return day if _is_workday(day) else _next_workday(day)


def _is_workday(day: dt.date) -> bool:
    return day.weekday() <= _FRIDAY and not any(first <= day <= last for first, last in _HOLIDAYS)


def _at(day: dt.date, minute: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(minute // 60, minute % 60), SHANGHAI)
