"""Published holidays (节假日), and the entered days over them.

entered                as entered
published for the year as the State Council's notice says
neither                Monday to Friday, and every answer says that it is a guess

Working days of a year are counted when it is published, or when an administrator has
declared that everything is entered: one day alone makes no calendar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from chinese_calendar import Holiday, constants

from vocabulary.problems import WrongState

#: Free and worked days that differ from their weekday, each with the holiday's name.
_FREE: Mapping[dt.date, str] = constants.holidays
_WORKED: Mapping[dt.date, str] = constants.workdays
_FIRST_YEAR, _LAST_YEAR = min(_FREE).year, max(_FREE).year
_WEEKEND = 5


@dataclass(frozen=True)
class Worked:
    """The calendar (工作日历): published days, and those entered over them."""

    entered: Mapping[dt.date, bool] = field(default_factory=dict)
    #: Years that are declared complete.
    declared: frozenset[int] = frozenset()

    def is_workday(self, day: dt.date) -> bool:
        """Whether the day is worked; Monday to Friday where the year is not known."""
        found = self.entered.get(day)
        return is_published_workday(day) if found is None else found

    def is_known(self, year: int) -> bool:
        """Whether the year's holidays are published, or entered and declared to be all."""
        return is_published(year) or year in self.declared


def is_published(year: int) -> bool:
    """Whether the holidays of the year are in the published data."""
    return _FIRST_YEAR <= year <= _LAST_YEAR


def is_published_workday(day: dt.date) -> bool:
    """As the published data say; Monday to Friday in years without any."""
    if day in _FREE:
        return False
    return day in _WORKED or day.weekday() < _WEEKEND


def published_name(day: dt.date) -> str | None:
    """The holiday on which the day is free, or for which it is worked; None for an ordinary day."""
    if day in _FREE:
        return _in_chinese(_FREE[day])
    if day in _WORKED:
        return f"{_in_chinese(_WORKED[day])}调休上班"
    return None


def published_days(year: int) -> Iterator[dt.date]:
    """The days of a year that are in the published data."""
    for day in sorted({*_FREE, *_WORKED}):
        if day.year == year:
            yield day


def check_known(years: Iterable[int], calendar: Worked) -> None:
    """Let days pass of years whose holidays are published, or entered here and declared complete.

    Raises:
        WrongState: a period that counts working days would be a guess; names the years.
    """
    missing = sorted(year for year in years if not calendar.is_known(year))
    if missing:
        zh, en = "、".join(map(str, missing)), ", ".join(map(str, missing))
        raise WrongState(
            f"{zh} 年的节假日未公布，也未声明录入齐全，无法确定工作日；请区级管理员先按国务院通知录入"
            "（PUT /api/v1/holidays/日期），再声明齐全（PUT /api/v1/holidays/年份/completeness）。",
            f"The holidays of {en} are neither published nor declared complete, so working days "
            "cannot be counted. Ask an administrator of the district to enter them from the "
            "State Council's notice (PUT /api/v1/holidays/«day»), and then to declare the year "
            "complete (PUT /api/v1/holidays/«year»/completeness).",
        )


def _in_chinese(name: str) -> str:
    found: str = Holiday(name).chinese
    return found
