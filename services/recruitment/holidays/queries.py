"""Reading the calendar."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.holidays import DataOf, HolidayList, HolidayView
from services.recruitment.holidays import rules
from services.recruitment.holidays.model import EnteredDay
from services.recruitment.holidays.rules import Worked


def calendar(session: Session) -> Worked:
    """The calendar by which working days are counted."""
    found = session.execute(sa.select(EnteredDay.day, EnteredDay.is_workday))
    return Worked({row.day: row.is_workday for row in found})


def of_year(session: Session, year: int) -> HolidayList:
    """The days of a year that are not plain; with a warning where it is not published."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    chosen = sa.select(EnteredDay).where(EnteredDay.day.between(first, last))
    entered = {row.day: row for row in session.scalars(chosen)}
    days = sorted({*rules.published_days(year), *entered})
    warning_zh, warning_en = rules.warning(year, len(entered)) or (None, None)
    return HolidayList(
        year=year,
        known_from=_source(year, is_entered=bool(entered)),
        warning_zh=warning_zh,
        warning_en=warning_en,
        items=[_shown(day, entered.get(day)) for day in days],
    )


def one(session: Session, day: dt.date) -> HolidayView:
    """One day, whatever it is."""
    return _shown(day, session.get(EnteredDay, day, populate_existing=True))


def _source(year: int, *, is_entered: bool) -> DataOf:
    if rules.is_published(year):
        return DataOf.PUBLISHED
    return DataOf.ENTERED if is_entered else DataOf.NOTHING


def _shown(day: dt.date, entered: EnteredDay | None) -> HolidayView:
    if entered is None:
        return HolidayView(
            day=day,
            is_workday=rules.is_published_workday(day),
            name=rules.published_name(day),
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
