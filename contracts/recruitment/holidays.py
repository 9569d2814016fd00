"""Holidays (节假日与调休): which days are working days; one list for the whole deployment."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.words import DataOf
from contracts.registry import Answer, Event, Request, event, request, shape

YEAR_LEAST, YEAR_MOST = 1990, 2100


@shape
class HolidayStep(Answer):
    """One line of the history of a day, or of a year."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done: `set`, `removed`, `declared` or `taken_back`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.plain("The account.", default=None)
    role: str = fields.plain("The role in which it was done.")
    source: str | None = fields.plain("The notice that says so.", default=None)


@shape
class HolidayYearView(Answer):
    """What was declared about a year that is not published."""

    year: int = fields.plain("The year.")
    is_complete: bool = fields.plain("Whether working days are counted by the entered days.")
    source: str | None = fields.plain("The notice that it was compared with.", default=None)
    version: int = fields.plain("Counts the changes; 0: never declared.")
    history: list[HolidayStep] = fields.plain("What happened to it, oldest first.")


@shape
class HolidayView(Answer):
    """One day."""

    day: dt.date = fields.plain("The day.")
    is_workday: bool = fields.plain("Whether it is worked.")
    name: str | None = fields.plain("The name of the day; null for an ordinary day.", default=None)
    is_entered: bool = fields.plain("Whether it was entered here, over what is published.")
    source: str | None = fields.plain("The notice that says so, if entered.", default=None)
    version: int = fields.plain("Counts the changes; 0: nothing is entered.")
    history: list[HolidayStep] | None = fields.plain(
        "What happened to it, oldest first; only where one day is shown.", default=None
    )


@shape
class HolidayList(Answer):
    """The days of a year that differ from their weekday, and those entered."""

    year: int = fields.plain("The year.")
    known_from: DataOf = fields.choice("The source of its holidays.")
    warning_zh: str | None = fields.plain(
        "A warning in Chinese, where the year is not published.", default=None
    )
    warning_en: str | None = fields.plain("The warning in English.", default=None)
    declaration: HolidayYearView | None = fields.plain(
        "What was declared about it; null where it is published.", default=None
    )
    items: list[HolidayView] = fields.plain("The days, in order.")


@request("recruitment", "list_holidays", HolidayList)
class ListHolidays(Request[HolidayList]):
    """List the holidays and working weekends of a year; warns where none are published."""

    year: int = fields.number(
        "The year.", least=YEAR_LEAST, most=YEAR_MOST, example=2026, strict=False
    )


@request("recruitment", "show_holiday", HolidayView)
class ShowHoliday(Request[HolidayView]):
    """Show whether a day is worked."""

    day: dt.date = fields.path("The day.")


@request("recruitment", "set_holiday", HolidayView)
class SetHoliday(Change, Request[HolidayView]):
    """Enter a day in place of what is published; one list for all communities."""

    day: dt.date = fields.path("The day.")
    is_workday: bool = fields.plain("Whether the day is worked.", example=True)
    name: str = fields.line(
        "The name of the day, in Chinese.", longest=40, example="春节调休上班", default="调整"
    )
    source: str = fields.line(
        "The notice that says so.",
        longest=200,
        example="国务院办公厅关于2026年部分节假日安排的通知",
    )


@request("recruitment", "remove_holiday", HolidayView)
class RemoveHoliday(Change, Request[HolidayView]):
    """Remove the entry of a day; the published list counts again."""

    day: dt.date = fields.path("The day.")


@request("recruitment", "declare_holiday_year", HolidayYearView)
class DeclareHolidayYear(Change, Request[HolidayYearView]):
    """Declare whether all days of a year are entered, so that public notices can count by them."""

    year: int = fields.path(
        fields.number("The year.", least=YEAR_LEAST, most=YEAR_MOST, example=2027)
    )
    is_complete: bool = fields.plain(
        "true: public notices may count by it; false: no longer.", example=True
    )
    source: str = fields.line(
        "The notice it was compared with, or why the declaration is taken back.",
        longest=200,
        example="国务院办公厅关于2027年部分节假日安排的通知",
    )


@event("recruitment", subject="day", area=None)
class HolidaySet(Event):
    """A day was entered in place of what is published; earlier counts stay."""

    day: dt.date = fields.plain("The day.")
    is_workday: bool = fields.plain("Whether it is worked.")
    name: str = fields.line("The name of the day, in Chinese.", longest=40)
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="day", area=None)
class HolidayRemoved(Event):
    """The entry of a day was removed; the published list counts again."""

    day: dt.date = fields.plain("The day.")
    is_workday: bool = fields.plain("Whether it is worked now.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="year", area=None)
class HolidayYearDeclared(Event):
    """All days of a year that is not published are entered, or the declaration was taken back."""

    year: int = fields.number("The year.", least=YEAR_LEAST, most=YEAR_MOST)
    is_complete: bool = fields.plain("Whether working days are counted by the entered days.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
