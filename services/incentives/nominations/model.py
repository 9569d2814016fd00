"""Nominations as rows; nobody's name is among them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.incentives.nominations import NOMINATED_BY_LONGEST, SOURCE_LONGEST
from contracts.incentives.words import DeputyBody, NominationOutcome
from runtime.records import word
from services.incentives.tables import Record


class Nomination(Record):
    """That somebody nominated a commissioner, and what became of it."""

    __tablename__ = "nomination"
    AUDIT = Audited(kind="nomination", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("appointment_id", "nominated_for", "nominated_on"),
        sa.Index("ix_nomination_community", "community", "nominated_on"),
        sa.CheckConstraint(
            "outcome IN ('pending', 'elected', 'not_elected', 'withdrawn')", name="outcome"
        ),
        sa.CheckConstraint("(outcome = 'pending') = (outcome_on IS NULL)", name="outcome_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    appointment_id: Mapped[UUID]
    community: Mapped[str] = mapped_column(sa.String(12))
    nominated_for: Mapped[DeputyBody] = mapped_column(word(DeputyBody))
    nominated_on: Mapped[dt.date]
    nominated_by: Mapped[str] = mapped_column(sa.String(NOMINATED_BY_LONGEST))
    source: Mapped[str] = mapped_column(sa.String(SOURCE_LONGEST))
    outcome: Mapped[NominationOutcome] = mapped_column(word(NominationOutcome))
    outcome_on: Mapped[dt.date | None]
    outcome_source: Mapped[str | None] = mapped_column(sa.String(SOURCE_LONGEST))
    version: Mapped[int]
