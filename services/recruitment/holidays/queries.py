"""Reading the calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.holidays import HolidayList, HolidayStep, HolidayView, HolidayYearView
from contracts.recruitment.words import DataOf
from groundwork import history, workdays
from groundwork.workdays import Worked
from services.recruitment.holidays import rules
from services.recruitment.holidays.model import DeclaredYear, EnteredDay

DAY, YEAR = "holiday", "holiday_year"
_STEP = history.Telling(HolidayStep, given=("source",))
_NUMBERS = UUID("4b0e8c56-6a0f-4a39-9e7c-6b53f7d0a1c2")


def calendar(session: Session) -> Worked:
    """The calendar by which working days are counted."""
    found = session.execute(sa.select(EnteredDay.day, EnteredDay.is_workday))
    complete = sa.select(DeclaredYear.year).where(DeclaredYear.is_complete)
    return Worked({row.day: row.is_workday for row in found}, frozenset(session.scalars(complete)))


def of_year(session: Session, year: int) -> HolidayList:
    """The days of a year that are not plain; with a warning where it is not published."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    chosen = sa.select(EnteredDay).where(EnteredDay.day.between(first, last))
    entered = {row.day: row for row in session.scalars(chosen)}
    days = sorted({*workdays.published_days(year), *entered})
    declaration = None if workdays.is_published(year) else declared(session, year)
    is_declared = declaration is not None and declaration.is_complete
    found = rules.warning(year, len(entered), is_declared=is_declared)
    warning_zh, warning_en = found or (None, None)
    return HolidayList(
        year=year,
        known_from=_source(year, is_entered=bool(entered), is_declared=is_declared),
        declaration=declaration,
        warning_zh=warning_zh,
        warning_en=warning_en,
        items=[_shown(day, entered.get(day)) for day in days],
    )


def one(session: Session, day: dt.date) -> HolidayView:
    """One day, entered or not, with its history."""
    view = _shown(day, session.get(EnteredDay, day, populate_existing=True))
    return replace(view, history=_steps(session, DAY, day_id(day)))


def declared(session: Session, year: int) -> HolidayYearView:
    """The declaration about a year, with its history."""
    found = session.get(DeclaredYear, year, populate_existing=True)
    return HolidayYearView(
        year=year,
        is_complete=found is not None and found.is_complete,
        source=None if found is None else found.source,
        version=0 if found is None else found.version,
        history=_steps(session, YEAR, year_id(year)),
    )


def day_id(day: dt.date) -> UUID:
    """Under which the history knows a day."""
    return uuid5(_NUMBERS, day.isoformat())


def year_id(year: int) -> UUID:
    """Under which the history knows a year."""
    return uuid5(_NUMBERS, str(year))


def _steps(session: Session, kind: str, thing_id: UUID) -> list[HolidayStep]:
    return [_STEP(entry, source=entry.note) for entry in history.of(session, kind, thing_id)]


def _source(year: int, *, is_entered: bool, is_declared: bool) -> DataOf:
    if workdays.is_published(year):
        return DataOf.PUBLISHED
    if is_declared:
        return DataOf.DECLARED
    return DataOf.ENTERED if is_entered else DataOf.NOTHING


def _shown(day: dt.date, entered: EnteredDay | None) -> HolidayView:
    if entered is None:
        return HolidayView(
            day=day,
            is_workday=workdays.is_published_workday(day),
            name=workdays.published_name(day),
            is_entered=False,
            version=0,
        )
    return HolidayView(
        day=day,
        is_workday=entered.is_workday,
        name=entered.name,
        is_entered=True,
        source=entered.source,
        version=entered.version,
    )
