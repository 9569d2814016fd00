"""Findings as rows; address and words are sealed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from contracts.volunteers.findings import ITEM_LONGEST
from contracts.volunteers.words import FindingState
from runtime.encryption import Sealed
from runtime.records import word
from services.volunteers.tables import Record


class Finding(Record):
    """One finding at an address."""

    __tablename__ = "finding"
    AUDIT = Audited(kind="finding", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_finding_found_at_id", "found_at", "id"),
        sa.Index("ix_finding_activity_id", "activity_id"),
        sa.CheckConstraint("state IN ('open', 'settled', 'passed_on')", name="state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    activity_id: Mapped[UUID] = mapped_column(sa.ForeignKey("activity.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    #: The activity's team and its commissioner, for the scope.
    team_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("team.id"))
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    item: Mapped[str] = mapped_column(sa.String(ITEM_LONGEST))
    address: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    words: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    found_at: Mapped[dt.datetime]
    state: Mapped[FindingState] = mapped_column(word(FindingState))
    #: The appeal that it is, or would become; see `contracts.volunteers.findings.appeal_of`.
    appeal_id: Mapped[UUID] = mapped_column(unique=True)
    appeal_number: Mapped[str | None] = mapped_column(sa.String(40))
    version: Mapped[int]
