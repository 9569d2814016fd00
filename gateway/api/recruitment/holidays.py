"""Holidays and working weekends."""

from __future__ import annotations

import datetime as dt

from contracts.recruitment.holidays import (
    HolidayBody,
    HolidayFilter,
    HolidayList,
    HolidayView,
    ListHolidays,
    RemoveHoliday,
    SetHoliday,
    ShowHoliday,
)
from gateway.api.routes import Routes, ask
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


def _read(day: str) -> dt.date:
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        raise NotFound(
            f"“{day}” 不是日期，请写成 2026-02-14。", f"“{day}” is no day; write 2026-02-14."
        ) from None
