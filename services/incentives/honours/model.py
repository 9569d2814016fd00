"""Honours and their certificates as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, SECRET, Audited
from contracts.incentives.selections import TITLE_LONGEST
from contracts.incentives.words import HonourState
from runtime import codes
from runtime.encryption import Erasable, Sealed
from runtime.records import word
from services.incentives.tables import Record
from vocabulary import erasure


class Honour(Record):
    """One certificate of one honour; there is no column for money or goods."""

    __tablename__ = "honour"
    AUDIT = Audited(kind="honour", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("street", "number"),
        sa.Index(
            "uq_honour_one_stands",
            "selection_id",
            "appointment_id",
            unique=True,
            postgresql_where=sa.text("state = 'standing'"),
            sqlite_where=sa.text("state = 'standing'"),
        ),
        sa.Index("ix_honour_appointment_id", "appointment_id"),
        sa.CheckConstraint("state IN ('standing', 'replaced', 'revoked')", name="state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    selection_id: Mapped[UUID] = mapped_column(sa.ForeignKey("selection.id"))
    appointment_id: Mapped[UUID]
    #: The account of the person at the award, who sees it also after their office.
    person: Mapped[str | None] = mapped_column(sa.String(100))
    community: Mapped[str] = mapped_column(sa.String(12))
    street: Mapped[str] = mapped_column(sa.String(12))
    year: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(TITLE_LONGEST))
    number: Mapped[str] = mapped_column(sa.String(40))
    #: The holder of the paper can check it; others cannot find it by its number.
    code: Mapped[str] = mapped_column(Sealed(), info=SECRET)
    code_print: Mapped[str] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("code")
    )
    #: As recruitment gave it at the award; null: it was erased, there or here.
    name: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    post: Mapped[str | None] = mapped_column(sa.Text())
    state: Mapped[HonourState] = mapped_column(word(HonourState))
    awarded_on: Mapped[dt.date]
    replaces: Mapped[UUID | None] = mapped_column(sa.ForeignKey("honour.id"))
    reason: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    version: Mapped[int]

    @property
    def known_name(self) -> str | None:
        """The person's name; None once it was erased, because the mark is no name."""
        return None if self.name in erasure.MARKS else self.name
