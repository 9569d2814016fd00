"""Consents to back entries as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from services.recruitment.tables import Record


class BackEntryConsent(Record):
    """One consent of the street office (补录批准); it may end earlier, and never later."""

    __tablename__ = "back_entry_consent"
    AUDIT = Audited(kind="back_entry_consent", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("street", "number"),
        sa.Index("ix_back_entry_consent_community", "community"),
        sa.CheckConstraint("to_day >= from_day", name="days"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    street: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    community: Mapped[str] = mapped_column(sa.String(12))
    from_day: Mapped[dt.date]
    to_day: Mapped[dt.date]
    usable_until: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(sa.Text())
    allowed_at: Mapped[dt.datetime]
    allowed_by: Mapped[str | None] = mapped_column(sa.Text())
    #: From then on it allows no entries, even before its last day.
    ended_at: Mapped[dt.datetime | None]
    version: Mapped[int]
