"""Holidays."""

from __future__ import annotations

from contracts.recruitment.holidays import (
    DeclareHolidayYear,
    ListHolidays,
    RemoveHoliday,
    SetHoliday,
    ShowHoliday,
)
from tests.gateway.actors import ADMINISTRATOR, COMMISSIONER
from tests.gateway.cases.case import Case

_ALL = "/api/v1/holidays"
_DAY, _RULE = f"{_ALL}/2026-02-14", f"{_ALL}/{{day}}"

CASES = [
    Case("GET", f"{_ALL}?year=2026", _ALL, COMMISSIONER, ListHolidays, {}),
    Case("GET", _DAY, _RULE, COMMISSIONER, ShowHoliday, {}),
    Case(
        "PUT",
        _DAY,
        _RULE,
        ADMINISTRATOR,
        SetHoliday,
        {"is_workday": True, "name": "春节调休上班", "source": "国务院办公厅通知"},
    ),
    Case(
        "PUT",
        f"{_ALL}/2027/completeness",
        f"{_ALL}/{{year}}/completeness",
        ADMINISTRATOR,
        DeclareHolidayYear,
        {"is_complete": True, "source": "国务院办公厅通知"},
    ),
    Case("DELETE", _DAY, _RULE, ADMINISTRATOR, RemoveHoliday, {}),
]
