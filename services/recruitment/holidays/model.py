"""Days that were entered, and years that were declared complete, one row each."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import EVERYWHERE, Audited
from services.recruitment.tables import Record


class EnteredDay(Record):
    """The entry of a day, over what is published."""

    __tablename__ = "holiday"
    AUDIT = Audited(kind="holiday", identity="day", area=EVERYWHERE)

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    is_workday: Mapped[bool]
    name: Mapped[str] = mapped_column(sa.String(40))
    source: Mapped[str] = mapped_column(sa.Text())
    version: Mapped[int]


class DeclaredYear(Record):
    """Whether all days of a year that is not published are entered."""

    __tablename__ = "holiday_year"
    AUDIT = Audited(kind="holiday_year", identity="year", area=EVERYWHERE)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_complete: Mapped[bool]
    source: Mapped[str] = mapped_column(sa.Text())
    version: Mapped[int]
