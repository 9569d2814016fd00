"""Objections to selections as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, SECRET, Audited
from runtime import codes
from runtime.encryption import Erasable, Sealed
from services.incentives.tables import Record


class SelectionObjection(Record):
    """An objection to a nomination or an honour (异议), without its writer."""

    __tablename__ = "selection_objection"
    AUDIT = Audited(kind="selection_objection", identity="id", area="community")
    __table_args__ = (
        sa.CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="answer"),
        sa.Index("ix_selection_objection_selection_id", "selection_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    selection_id: Mapped[UUID] = mapped_column(sa.ForeignKey("selection.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    #: The code that the objector quotes.
    code: Mapped[str] = mapped_column(Sealed(), info=SECRET)
    code_print: Mapped[str] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("code")
    )
    text: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    raised_on: Mapped[dt.date]
    answer: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    is_upheld: Mapped[bool | None]
    answered_on: Mapped[dt.date | None]
    answered_by: Mapped[str | None] = mapped_column(sa.Text())
    is_cleaned: Mapped[bool]
    version: Mapped[int]
