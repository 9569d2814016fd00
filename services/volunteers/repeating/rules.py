"""The days of a recurring activity.

    weekly       the same weekday, every week
    fortnightly  the same weekday, every other week
    monthly      the same weekday of the month, as the second Saturday; a fifth one means the last

The first day says on what kind of day it is usually held: a working or a free one. A day of the
other kind is kept, left out, or moved to the next day of the usual kind.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator

from contracts.volunteers.words import OtherDay, Rhythm
from vocabulary.problems import Invalid, wrong_field

_DAY = dt.timedelta(days=1)
#: A year of weeks, at once.
_OTHERS_MOST = 53
_WEEKS = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2}
_LAST = 5
#: So far an activity is moved, over the longest holidays.
_MOVED_MOST = 14


def days(
    first: dt.date,
    rhythm: Rhythm,
    until: dt.date,
    other_day: OtherDay,
    is_workday: Callable[[dt.date], bool],
) -> list[dt.date]:
    """The days after the first, until the last day that is asked for.

    Raises:
        Invalid: there is none, or there are too many; names `until`.
    """
    usual, found = is_workday(first), [first]
    for day in _planned(first, rhythm, until):
        held_on = _placed(day, other_day, is_workday, usual=usual)
        if held_on is not None and found[-1] < held_on <= until:
            found.append(held_on)
    others = found[1:]
    if not others:
        raise _wrong(
            "no_day",
            "到这一天为止没有别的日期，请改晚一些。",
            "There is no other day until then; give a later one.",
        )
    if len(others) > _OTHERS_MOST:
        raise _wrong(
            "too_many",
            f"一次最多再安排 {_OTHERS_MOST} 次，请改早一些。",
            f"At most {_OTHERS_MOST} more are laid out at once; give an earlier day.",
        )
    return others


def _planned(first: dt.date, rhythm: Rhythm, until: dt.date) -> Iterator[dt.date]:
    if rhythm in _WEEKS:
        step = _WEEKS[rhythm] * 7 * _DAY
        day = first
        while until - day >= step:
            day += step
            yield day
        return
    nth = (first.day - 1) // 7 + 1
    month = first.replace(day=1)
    while (month := _next_month(month)) <= until:
        yield _weekday_of(month, first.weekday(), nth)


def _next_month(month: dt.date) -> dt.date:
    return (month.replace(day=28) + 4 * _DAY).replace(day=1)


def _weekday_of(month: dt.date, weekday: int, nth: int) -> dt.date:
    day = month + (weekday - month.weekday()) % 7 * _DAY + (nth - 1) * 7 * _DAY
    last = calendar.monthrange(month.year, month.month)[1]
    return day - 7 * _DAY if nth == _LAST and day > month.replace(day=last) else day


def _placed(
    day: dt.date, other_day: OtherDay, is_workday: Callable[[dt.date], bool], *, usual: bool
) -> dt.date | None:
    if other_day is OtherDay.KEPT or is_workday(day) is usual:
        return day
    if other_day is OtherDay.LEFT_OUT:
        return None
    later = (day + number * _DAY for number in range(1, _MOVED_MOST + 1))
    return next((one for one in later if is_workday(one) is usual), None)


def _wrong(code: str, zh: str, en: str) -> Invalid:
    return wrong_field("until", code, zh=zh, en=en)
