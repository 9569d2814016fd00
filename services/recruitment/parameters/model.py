"""Parameters as rows: one for each setting, none is ever changed."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from services.recruitment.tables import Record


class Setting(Record):
    """One number, set once."""

    __tablename__ = "parameter"
    AUDIT = Audited(kind="parameter", identity="street,name", area="street")

    street: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int]
    effective_from: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(sa.Text())
    set_at: Mapped[dt.datetime]
    set_by: Mapped[str | None] = mapped_column(sa.Text())
