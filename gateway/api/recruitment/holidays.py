"""Holidays and working weekends."""

from __future__ import annotations

import datetime as dt

from contracts.recruitment.holidays import (
    YEAR_LEAST,
    YEAR_MOST,
    DeclareHolidayYear,
    ListHolidays,
    RemoveHoliday,
    SetHoliday,
    ShowHoliday,
)
from gateway.http.routes import Routes
from gateway.http.years import between
from vocabulary.permissions import Action
from vocabulary.problems import NotFound


def _read(day: str) -> dt.date:
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        raise NotFound(
            f"“{day}” 不是日期，请写成 2026-02-14。", f"“{day}” is no day; write 2026-02-14."
        ) from None


routes = Routes(
    "holidays",
    "节假日 · Holidays and working days",
    reads={"year": between(YEAR_LEAST, YEAR_MOST), "day": _read},
)

_ALL = "/api/v1/holidays"


routes.asks("GET", _ALL, ListHolidays, may=Action.HOLIDAY_READ)
routes.asks("GET", f"{_ALL}/<day>", ShowHoliday, may=Action.HOLIDAY_READ)
routes.asks("PUT", f"{_ALL}/<day>", SetHoliday, may=Action.HOLIDAY_MANAGE)
routes.asks("DELETE", f"{_ALL}/<day>", RemoveHoliday, may=Action.HOLIDAY_MANAGE)
routes.asks("PUT", f"{_ALL}/<year>/completeness", DeclareHolidayYear, may=Action.HOLIDAY_MANAGE)
