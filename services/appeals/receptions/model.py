"""Receptions as rows; they are counted, never changed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.appeals.words import Channel
from runtime.records import word
from services.appeals.tables import Record


class Reception(Record):
    """Residents met at one time (接待)."""

    __tablename__ = "reception"
    AUDIT = Audited(kind="reception", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_reception_held_at_id", "held_at", "id"),
        sa.CheckConstraint("visitors > 0", name="visitors"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    visitors: Mapped[int]
    channel: Mapped[Channel] = mapped_column(word(Channel))
    held_at: Mapped[dt.datetime]
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str | None] = mapped_column(sa.Text())
