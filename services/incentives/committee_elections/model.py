"""Elections as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.incentives.committee_elections import SOURCE_LONGEST
from services.incentives.tables import Record


class CommitteeElection(Record):
    """The election of a residents' committee."""

    __tablename__ = "committee_election"
    AUDIT = Audited(kind="committee_election", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "held_on"),
        sa.CheckConstraint("commissioners BETWEEN 0 AND seats", name="seats"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    held_on: Mapped[dt.date]
    seats: Mapped[int]
    commissioners: Mapped[int]
    source: Mapped[str] = mapped_column(sa.String(SOURCE_LONGEST))
    version: Mapped[int]
