"""Requests about holidays."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.holidays import (
    DeclareHolidayYear,
    ListHolidays,
    RemoveHoliday,
    SetHoliday,
    ShowHoliday,
)
from services.recruitment.holidays import operations, queries


class HolidaysEntrypoints(Service):
    """Reading and keeping the calendar."""

    list_holidays = reads(ListHolidays, queries.of_year, "year")
    show_holiday = reads(ShowHoliday, queries.one, "day")
    set_holiday = writes(SetHoliday, operations.put)
    remove_holiday = writes(RemoveHoliday, operations.remove)
    declare_holiday_year = writes(DeclareHolidayYear, operations.declare)
