"""What is published of holidays, and what entered days make of it.

entered here           as entered
published for the year as the State Council's notice says
neither                Monday to Friday, and every answer says that it is a guess
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from chinese_calendar import Holiday, constants

from vocabulary.actors import Actor
from vocabulary.areas import Level, level_of
from vocabulary.permissions import Action, reach
from vocabulary.problems import Forbidden, WrongState

#: Free and worked days that are not as their weekday says, each with the holiday's name.
_FREE: Mapping[dt.date, str] = constants.holidays
_WORKED: Mapping[dt.date, str] = constants.workdays
_FIRST_YEAR, _LAST_YEAR = min(_FREE).year, max(_FREE).year
_WEEKEND = 5
_DIGITS = 12
#: One who administers all of such an area may change what is all streets'.
_WIDE = frozenset({Level.PROVINCE, Level.CITY, Level.DISTRICT})


@dataclass(frozen=True)
class Worked:
    """The calendar (工作日历): published days, and those entered over them."""

    entered: Mapping[dt.date, bool] = field(default_factory=dict)

    def is_workday(self, day: dt.date) -> bool:
        """Whether the day is worked; where nothing is known, Monday to Friday."""
        found = self.entered.get(day)
        return is_published_workday(day) if found is None else found

    def is_known(self, year: int) -> bool:
        """Whether the year's holidays are published; entered ones may not be all."""
        return is_published(year)


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


def warning(year: int, entered: int) -> tuple[str, str] | None:
    """What to mind about the year, in both languages; None where it is published."""
    if is_published(year):
        return None
    if entered:
        return (
            f"{year} 年的节假日尚无公布数据，目前只计入录入的 {entered} 天，请对照国务院通知核对是否齐全。",
            (
                f"No holidays of {year} are published here; only the {entered} days entered "
                "count. Check them against the State Council's notice."
            ),
        )
    return (
        f"{year} 年没有节假日数据，工作日只按周一至周五推算，请按国务院通知录入。",
        (
            f"No holidays of {year} are known; working days are guessed as Monday to Friday. "
            "Enter them after the State Council's notice."
        ),
    )


def check_may_manage(actor: Actor) -> None:
    """Holidays are one list for all streets, so no single street's administrator changes them.

    Raises:
        Forbidden: the actor is no administrator of a district, or of more.
    """
    if not any(level_of(stem.ljust(_DIGITS, "0")) in _WIDE for stem in _reached(actor)):
        raise Forbidden(
            "节假日全系统共用一份，只有区级及以上的管理员可以维护。",
            "Holidays are one list for all streets; only an administrator of a whole district, "
            "or of more, may change them.",
        )


def _reached(actor: Actor) -> tuple[str, ...]:
    return reach(actor, Action.HOLIDAY_MANAGE).stems


def check_known(years: Iterable[int], calendar: Worked) -> None:
    """Let pass days of years whose holidays are published, or entered here.

    Raises:
        WrongState: a period that counts working days would be a guess; names the years.
    """
    entered = {day.year for day in calendar.entered}
    missing = sorted(year for year in years if year not in entered)
    if missing:
        zh, en = "、".join(map(str, missing)), ", ".join(map(str, missing))
        raise WrongState(
            f"{zh} 年没有节假日数据，无法确定工作日；请区级管理员先按国务院通知录入"
            "（PUT /api/v1/holidays/日期）。",
            f"No holidays of {en} are known, so working days cannot be counted. An administrator "
            "of the district enters them after the State Council's notice first "
            "(PUT /api/v1/holidays/«day»).",
        )


def _in_chinese(name: str) -> str:
    found: str = Holiday(name).chinese
    return found
