"""Requests about holidays."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.holidays import (
    DeclareHolidayYear,
    HolidayList,
    HolidayView,
    HolidayYearView,
    ListHolidays,
    RemoveHoliday,
    SetHoliday,
    ShowHoliday,
)
from services.recruitment.holidays import operations, queries


class HolidaysEntrypoints(Service):
    """Reading and keeping the calendar."""

    @rpc(ListHolidays)
    def list_holidays(self, work: Work, request: ListHolidays) -> HolidayList:
        return queries.of_year(work.session, request.year)

    @rpc(ShowHoliday)
    def show_holiday(self, work: Work, request: ShowHoliday) -> HolidayView:
        return queries.one(work.session, request.day)

    @rpc(SetHoliday, writes=True)
    def set_holiday(self, work: Work, request: SetHoliday) -> HolidayView:
        return operations.put(work.session, work.actor, request)

    @rpc(RemoveHoliday, writes=True)
    def remove_holiday(self, work: Work, request: RemoveHoliday) -> HolidayView:
        return operations.remove(work.session, work.actor, request)

    @rpc(DeclareHolidayYear, writes=True)
    def declare_holiday_year(self, work: Work, request: DeclareHolidayYear) -> HolidayYearView:
        return operations.declare(work.session, work.actor, request)
