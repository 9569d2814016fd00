"""What is published of holidays, and what entered days make of it.

entered here           as entered
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

from vocabulary.actors import Actor
from vocabulary.permissions import Action, reach
from vocabulary.problems import Forbidden, WrongState

#: Free and worked days that are not as their weekday says, each with the holiday's name.
_FREE: Mapping[dt.date, str] = constants.holidays
_WORKED: Mapping[dt.date, str] = constants.workdays
_FIRST_YEAR, _LAST_YEAR = min(_FREE).year, max(_FREE).year
_WEEKEND = 5
#: Month and day of 元旦, 劳动节 and 国庆节.
_FIXED = ((1, 1), (5, 1), (10, 1))
_DIGITS = 12


@dataclass(frozen=True)
class Worked:
    """The calendar (工作日历): published days, and those entered over them."""

    entered: Mapping[dt.date, bool] = field(default_factory=dict)
    #: Years that are declared complete.
    declared: frozenset[int] = frozenset()

    def is_workday(self, day: dt.date) -> bool:
        """Whether the day is worked; where nothing is known, Monday to Friday."""
        found = self.entered.get(day)
        return is_published_workday(day) if found is None else found

    def is_known(self, year: int) -> bool:
        """Whether the year's holidays are published, or entered and declared to be all."""
        return is_published(year) or year in self.declared


def is_published(year: int) -> bool:
    """Whether the holidays of the year are in the published data."""
    return _FIRST_YEAR <= year <= _LAST_YEAR


def is_published_workday(day: dt.date) -> bool:
    """What the published data say; of years without any, Monday to Friday."""
    if day in _FREE:
        return False
    return day in _WORKED or day.weekday() < _WEEKEND


def published_name(day: dt.date) -> str | None:
    """The holiday on which the day is free, or for which it is worked; none for a plain day."""
    if day in _FREE:
        return _in_chinese(_FREE[day])
    if day in _WORKED:
        return f"{_in_chinese(_WORKED[day])}调休上班"
    return None


def published_days(year: int) -> Iterator[dt.date]:
    """The days of a year of which the published data say something."""
    for day in sorted({*_FREE, *_WORKED}):
        if day.year == year:
            yield day


def warning(year: int, entered: int, *, is_declared: bool = False) -> tuple[str, str] | None:
    """What to mind about the year, in both languages; None where it is published or declared."""
    if is_published(year) or is_declared:
        return None
    if entered:
        return (
            (
                f"{year} 年的节假日尚无公布数据，已录入 {entered} 天；请对照国务院通知核对，"
                "齐全后声明（completeness），声明之前不据此计算公示期。"
            ),
            (
                f"No holidays of {year} are published here, and {entered} days are entered. Check "
                "them against the State Council's notice and declare the year complete "
                "(completeness); before that no public notice is counted by it."
            ),
        )
    return (
        f"{year} 年没有节假日数据，工作日只按周一至周五推算，请按国务院通知录入。",
        (
            f"No holidays of {year} are known; working days are guessed as Monday to Friday. "
            "Enter them after the State Council's notice."
        ),
    )


def check_may_manage(actor: Actor) -> str:
    """Holidays are one list for all streets, so no single street's administrator changes them.

    Gives an area for which the actor keeps them.

    Raises:
        Forbidden: the actor is no administrator of a district, or of more.
    """
    reached = reach(actor, Action.HOLIDAY_MANAGE).stems
    if not reached:
        raise Forbidden(
            "节假日全系统共用一份，只有区级及以上的管理员可以维护。",
            "Holidays are one list for all streets; only an administrator of a whole district, "
            "or of more, may change them.",
        )
    return reached[0].ljust(_DIGITS, "0")


def check_known(years: Iterable[int], calendar: Worked) -> None:
    """Let pass days of years whose holidays are published, or entered here and declared complete.

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
            "cannot be counted. An administrator of the district enters them after the State "
            "Council's notice first (PUT /api/v1/holidays/«day»), and then declares the year "
            "complete (PUT /api/v1/holidays/«year»/completeness).",
        )


def check_can_declare(year: int, calendar: Worked) -> None:
    """Let a year be declared complete that is not published and has the fixed holidays.

    New Year, Labour Day and National Day are free on the same days in every year. Whether
    the others are entered only whoever has the notice in hand can say.

    Raises:
        WrongState: it is published, or one of these days counts as worked; names them.
    """
    if is_published(year):
        raise WrongState(
            f"{year} 年的节假日已有公布数据，不需要声明。",
            f"The holidays of {year} are published; nothing has to be declared.",
        )
    fixed = (dt.date(year, month, day) for month, day in _FIXED)
    missing = [day.isoformat() for day in fixed if calendar.is_workday(day)]
    if missing:
        raise WrongState(
            f"{year} 年的节假日尚未录入齐全，{'、'.join(missing)} 仍按工作日计；请先录入。",
            f"The holidays of {year} are not all entered: {', '.join(missing)} still count as "
            "worked. Enter them first.",
        )


def _in_chinese(name: str) -> str:
    found: str = Holiday(name).chinese
    return found
