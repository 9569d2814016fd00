"""Holidays (节假日与调休): which days are worked, one list for the whole deployment."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from contracts import fields
from contracts.changes import Change
from contracts.registry import Answer, Request, Shape, request, shape

YEAR_LEAST, YEAR_MOST = 1990, 2100


class DataOf(StrEnum):
    """From where the holidays of a year are known."""

    PUBLISHED = "published"  # 已公布
    ENTERED = "entered"  # 自行录入
    NOTHING = "nothing"  # 无数据


@shape
class HolidayBody(Shape):
    """What a day is, whatever was known of it."""

    is_workday: bool = fields.plain("Whether the day is worked.", example=True)
    name: str = fields.text(
        "What the day is, in Chinese.", longest=40, example="春节调休上班", default="调整"
    )
    source: str = fields.text(
        "Which notice says so.",
        longest=200,
        example="国务院办公厅关于2026年部分节假日安排的通知",
    )


@shape
class HolidayView(Answer):
    """One day."""

    day: dt.date = fields.plain("The day.")
    is_workday: bool = fields.plain("Whether it is worked.")
    name: str | None = fields.plain("What the day is; null for a plain day.", default=None)
    is_entered: bool = fields.plain("Whether it was entered here, over what is published.")
    source: str | None = fields.plain("Which notice says so, if entered.", default=None)
    version: int = fields.plain("Counts the changes; 0: never entered.")


@shape
class HolidayFilter(Shape):
    """Which year."""

    year: int = fields.number(
        "The year.", least=YEAR_LEAST, most=YEAR_MOST, example=2026, strict=False
    )


@shape
class HolidayList(Answer):
    """The days of a year that are not as their weekday says, and those entered."""

    year: int = fields.plain("The year.")
    known_from: DataOf = fields.choice("From where its holidays are known.")
    warning_zh: str | None = fields.plain(
        "What to mind, in Chinese, where the year is not published.", default=None
    )
    warning_en: str | None = fields.plain("The same in English.", default=None)
    items: list[HolidayView] = fields.plain("The days, in order.")


@request("recruitment", "list_holidays", HolidayList)
class ListHolidays(HolidayFilter, Request[HolidayList]):
    """The holidays and working weekends of a year."""


@request("recruitment", "show_holiday", HolidayView)
class ShowHoliday(Request[HolidayView]):
    """One day."""

    day: dt.date = fields.plain("The day.")


@request("recruitment", "set_holiday", HolidayView)
class SetHoliday(HolidayBody, Change, Request[HolidayView]):
    """Say what a day is; administrators only."""

    day: dt.date = fields.plain("The day.")


@request("recruitment", "remove_holiday", HolidayView)
class RemoveHoliday(Change, Request[HolidayView]):
    """Take back what was entered for a day; administrators only."""

    day: dt.date = fields.plain("The day.")
