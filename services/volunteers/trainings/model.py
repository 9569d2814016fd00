"""Trainings as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from services.volunteers.tables import Record


class Training(Record):
    """One training of one person."""

    __tablename__ = "volunteer_training"
    AUDIT = Audited(kind="volunteer_training", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_volunteer_training_volunteer_id", "volunteer_id"),
        sa.Index("ix_volunteer_training_valid_until", "valid_until"),
        sa.CheckConstraint("valid_until IS NULL OR valid_until >= trained_on", name="valid_until"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    volunteer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("volunteer.id"))
    #: Where it was written down.
    community: Mapped[str] = mapped_column(sa.String(12))
    title: Mapped[str] = mapped_column(sa.String(60))
    skill: Mapped[str | None] = mapped_column(sa.String(40))
    trained_on: Mapped[dt.date]
    valid_until: Mapped[dt.date | None]
