"""Days that were entered, one row each."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bus.audit import EVERYWHERE, Audited
from services.recruitment.tables import Record


class EnteredDay(Record):
    """What a day is, over what is published."""

    __tablename__ = "holiday"
    AUDIT = Audited(kind="holiday", identity="day", area=EVERYWHERE)

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    is_workday: Mapped[bool]
    name: Mapped[str] = mapped_column(sa.String(40))
    source: Mapped[str] = mapped_column(sa.Text())
    version: Mapped[int]
