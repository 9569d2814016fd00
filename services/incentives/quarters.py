"""Quarters (季度), in which work reports and ratings are counted: 2013Q2 is April to June 2013."""

from __future__ import annotations

import datetime as dt

from vocabulary.periods import months_after

_MONTHS = 3


def quarter_of(day: dt.date) -> str:
    """The quarter in which a day falls."""
    return f"{day.year}Q{(day.month - 1) // _MONTHS + 1}"


def first_day(quarter: str) -> dt.date:
    """Its first day."""
    year, _, number = quarter.partition("Q")
    return dt.date(int(year), _MONTHS * int(number) - _MONTHS + 1, 1)


def last_day(quarter: str) -> dt.date:
    """Its last day."""
    return months_after(first_day(quarter), _MONTHS) - dt.timedelta(days=1)


def after(quarter: str) -> str:
    """The quarter that follows."""
    return quarter_of(months_after(first_day(quarter), _MONTHS))


def before(day: dt.date) -> str:
    """The newest quarter that is over on a day."""
    return quarter_of(first_day(quarter_of(day)) - dt.timedelta(days=1))


def in_chinese(quarter: str) -> str:
    """As people write it: 2013年第2季度."""
    year, _, number = quarter.partition("Q")
    return f"{year}年第{number}季度"
