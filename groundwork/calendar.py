"""The calendar of working days (工作日历), as every service knows it.

Recruitment keeps the days that administrators enter, and publishes each; a service that counts
working days keeps this copy.

    workdays.check_known([day.year], calendar.known(session))
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from audit import AUDIT, Exempt
from bus.entrypoints import Delivered, Service, Work, subscribe_many
from contracts.recruitment.holidays import HolidayRemoved, HolidaySet, HolidayYearDeclared
from groundwork.workdays import Worked
from runtime.database import table_metadata, upsert_newer

METADATA = table_metadata()

_COPY = Exempt("a copy of what recruitment audits")

#: A day that was entered; `is_workday` is null where it was taken back.
ENTERED_DAY = sa.Table(
    "entered_day",
    METADATA,
    sa.Column("day", sa.Date(), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("is_workday", sa.Boolean()),
    info={AUDIT: _COPY},
)
#: Whether all days of a year are entered.
DECLARED_YEAR = sa.Table(
    "declared_year",
    METADATA,
    sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("is_complete", sa.Boolean(), nullable=False),
    info={AUDIT: _COPY},
)

DayTold: TypeAlias = HolidaySet | HolidayRemoved


def create_v1() -> None:
    """The tables as they were first released; a later change gets its own step."""
    op.create_table(
        "entered_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_workday", sa.Boolean()),
        sa.PrimaryKeyConstraint("day", name="pk_entered_day"),
    )
    op.create_table(
        "declared_year",
        sa.Column("year", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_declared_year"),
    )


class CalendarEntrypoints(Service):
    """The copy of the entered days."""

    @subscribe_many(HolidaySet, HolidayRemoved)
    def keep_holiday(self, work: Work, deliveries: list[Delivered[DayTold]]) -> None:
        keep_days(work.session, [one.event for one in deliveries])

    @subscribe_many(HolidayYearDeclared)
    def keep_holiday_year(
        self, work: Work, deliveries: list[Delivered[HolidayYearDeclared]]
    ) -> None:
        keep_years(work.session, [one.event for one in deliveries])


def keep_days(session: Session, events: Sequence[DayTold]) -> None:
    """Take days over, unless newer versions are here already."""
    rows = [
        {
            "day": event.day,
            "version": event.version,
            "is_workday": event.is_workday if isinstance(event, HolidaySet) else None,
        }
        for event in events
    ]
    upsert_newer(session, ENTERED_DAY, rows, key="day")


def keep_years(session: Session, events: Sequence[HolidayYearDeclared]) -> None:
    """Take over declarations about years, unless newer versions are here already."""
    rows = [
        {"year": event.year, "version": event.version, "is_complete": event.is_complete}
        for event in events
    ]
    upsert_newer(session, DECLARED_YEAR, rows, key="year")


def known(session: Session) -> Worked:
    """The calendar by which working days are counted."""
    day, year = ENTERED_DAY.c, DECLARED_YEAR.c
    entered = session.execute(sa.select(day.day, day.is_workday).where(day.is_workday.is_not(None)))
    complete = session.scalars(sa.select(year.year).where(year.is_complete))
    return Worked({row.day: row.is_workday for row in entered}, frozenset(complete))
