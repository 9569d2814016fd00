"""Slips, votes and counts of boxes as rows: no vote stands beside a code."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import AUDIT, SECRET, Audited, Exempt
from runtime import codes
from runtime.encryption import Sealed
from services.incentives.tables import Record

_NOT_TOLD = Exempt("its moment would tell who voted when, and with it who voted for whom")


class Slip(Record):
    """One slip: its code until it is used, and by which way it was used."""

    __tablename__ = "slip"
    AUDIT = _NOT_TOLD
    __table_args__ = (
        sa.Index("ix_slip_selection_id", "selection_id"),
        sa.CheckConstraint("used_by IN ('web', 'paper')", name="used_by"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    selection_id: Mapped[UUID] = mapped_column(sa.ForeignKey("selection.id"))
    batch: Mapped[int]
    code: Mapped[str] = mapped_column(Sealed(), info=SECRET)
    code_print: Mapped[str] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("code")
    )
    used_by: Mapped[str | None] = mapped_column(sa.String(5))


#: How often each candidate was chosen on the web: a sum, so that no sheet is kept at all.
WEB_VOTES = sa.Table(
    "web_votes",
    Record.metadata,
    sa.Column("selection_id", sa.Uuid(), primary_key=True),
    sa.Column("appointment_id", sa.Uuid(), primary_key=True),
    sa.Column("votes", sa.Integer(), nullable=False),
    info={AUDIT: _NOT_TOLD},
)


class BoxCount(Record):
    """What one person counted in one box."""

    __tablename__ = "box_count"
    AUDIT = Audited(kind="box_count", identity="selection_id,box,round,counter", area="community")

    selection_id: Mapped[UUID] = mapped_column(sa.ForeignKey("selection.id"), primary_key=True)
    box: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    counter: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    sheets: Mapped[int]
    spoilt: Mapped[int]
    #: Votes by appointment, those without any left out.
    votes: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
