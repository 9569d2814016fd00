"""Holidays and working weekends."""

from __future__ import annotations

import datetime as dt

from contracts.recruitment.holidays import (
    YEAR_LEAST,
    YEAR_MOST,
    Completeness,
    DeclareHolidayYear,
    HolidayBody,
    HolidayFilter,
    HolidayList,
    HolidayView,
    HolidayYearView,
    ListHolidays,
    RemoveHoliday,
    SetHoliday,
    ShowHoliday,
)
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("holidays", "节假日 · Holidays and working days")

_ALL = "/api/v1/holidays"


@routes.get(_ALL, may=Action.HOLIDAY_READ, filters=HolidayFilter, answers=HolidayList)
def holidays(filters: HolidayFilter) -> HolidayList:
    """List the holidays and working weekends of a year; warns where none are published."""
    return ask(ListHolidays(**vars(filters)))


@routes.get(f"{_ALL}/<day>", may=Action.HOLIDAY_READ, answers=HolidayView)
def holiday(day: str) -> HolidayView:
    """Show whether a day is worked."""
    return ask(ShowHoliday(day=_read(day)))


@routes.put(f"{_ALL}/<day>", may=Action.HOLIDAY_MANAGE, takes=HolidayBody, answers=HolidayView)
def set_holiday(body: HolidayBody, day: str) -> HolidayView:
    """Enter what a day is, over what is published; one list for all communities."""
    return ask(SetHoliday(day=_read(day), **vars(body)))


@routes.delete(f"{_ALL}/<day>", may=Action.HOLIDAY_MANAGE, answers=HolidayView)
def remove_holiday(day: str) -> HolidayView:
    """Take back what was entered for a day, which is then again as published."""
    return ask(RemoveHoliday(day=_read(day)))


@routes.put(
    f"{_ALL}/<year>/completeness",
    may=Action.HOLIDAY_MANAGE,
    takes=Completeness,
    answers=HolidayYearView,
)
def declare_holiday_year(body: Completeness, year: str) -> HolidayYearView:
    """Say whether all days of a year are entered, so that public notices are counted by it."""
    return ask(DeclareHolidayYear(year=_read_year(year), **vars(body)))


def _read_year(year: str) -> int:
    if not (year.isascii() and year.isdigit() and YEAR_LEAST <= int(year) <= YEAR_MOST):
        raise NotFound(
            f"“{year}” 不是 {YEAR_LEAST} 至 {YEAR_MOST} 年之间的年份。",
            f"“{year}” is no year from {YEAR_LEAST} to {YEAR_MOST}.",
        )
    return int(year)


def _read(day: str) -> dt.date:
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        raise NotFound(
            f"“{day}” 不是日期，请写成 2026-02-14。", f"“{day}” is no day; write 2026-02-14."
        ) from None
