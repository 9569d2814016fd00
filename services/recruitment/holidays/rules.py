"""The right to manage holidays, warnings about a year, and when it may be declared complete."""

from __future__ import annotations

import datetime as dt

from groundwork.workdays import Worked, is_published
from vocabulary.actors import Actor
from vocabulary.counted import counted
from vocabulary.permissions import Action, reach
from vocabulary.problems import Forbidden, WrongState

#: Month and day of 元旦, 劳动节 and 国庆节.
_FIXED = ((1, 1), (5, 1), (10, 1))
_DIGITS = 12


def warning(year: int, entered: int, *, is_declared: bool = False) -> tuple[str, str] | None:
    """A warning about the year, in both languages; None where it is published or declared."""
    if is_published(year) or is_declared:
        return None
    if entered:
        return (
            (
                f"{year} 年的节假日尚无公布数据，已录入 {entered} 天；请对照国务院通知核对，"
                "齐全后声明，声明之前不据此计算公示期。"
            ),
            (
                f"No holidays of {year} are published here, and "
                f"{counted(entered, 'day is', 'days are')} "
                "entered. Check the entries against the State Council's notice and declare the year "
                "complete; public notices do not count by them before that."
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


def check_can_declare(year: int, calendar: Worked) -> None:
    """Check that a year may be declared complete: it is not published and has the fixed holidays.

    New Year, Labour Day and National Day are free on the same days in every year. Only a person
    with the notice in hand can say whether the others are entered.

    Raises:
        WrongState: it is published, or one of these days counts as worked; names them.
    """
    if is_published(year):
        raise WrongState(
            f"{year} 年的节假日已有公布数据，不需要声明。",
            f"The holidays of {year} are published; no declaration is needed.",
        )
    fixed = (dt.date(year, month, day) for month, day in _FIXED)
    missing = [day.isoformat() for day in fixed if calendar.is_workday(day)]
    if missing:
        raise WrongState(
            f"{year} 年的节假日尚未录入齐全，{'、'.join(missing)} 仍按工作日计；请先录入。",
            f"The holidays of {year} are not all entered: {', '.join(missing)} still count as "
            "worked. Enter them first.",
        )
