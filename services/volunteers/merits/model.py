"""Honours and evaluations as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from contracts.volunteers.words import MeritKind
from runtime.encryption import Sealed
from runtime.records import word
from services.volunteers.tables import Record


class Merit(Record):
    """One honour or evaluation of one person."""

    __tablename__ = "merit"
    AUDIT = Audited(kind="merit", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_merit_volunteer_id_community", "volunteer_id", "community"),
        sa.CheckConstraint("kind IN ('honour', 'evaluation')", name="kind"),
        sa.CheckConstraint("kind <> 'evaluation' OR words IS NOT NULL", name="words"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    volunteer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("volunteer.id"))
    #: Where it was written down.
    community: Mapped[str] = mapped_column(sa.String(12))
    kind: Mapped[MeritKind] = mapped_column(word(MeritKind))
    title: Mapped[str] = mapped_column(sa.String(60), info=PERSONAL)
    given_by: Mapped[str] = mapped_column(sa.String(60), info=PERSONAL)
    given_on: Mapped[dt.date]
    words: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
