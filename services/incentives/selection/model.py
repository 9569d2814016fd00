"""Selections, and the points of committee and peers, as rows."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from contracts.incentives.selections import TITLE_LONGEST
from contracts.incentives.words import Criterion, SelectionState
from runtime.encryption import Erasable
from runtime.records import word
from services.incentives.tables import Record


class Selection(Record):
    """The selection of one community and year."""

    __tablename__ = "selection"
    AUDIT = Audited(kind="selection", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "year"),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'counted', 'nominated', 'in_notice', 'checked', 'awarded')",
            name="state",
        ),
        sa.CheckConstraint("state != 'awarded' OR awarded_on IS NOT NULL", name="awarded"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    year: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(TITLE_LONGEST))
    state: Mapped[SelectionState] = mapped_column(word(SelectionState))
    #: As in the contract `WeightedCriterion`.
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
    honours: Mapped[int]
    least_days: Mapped[int]
    least_cases: Mapped[int]
    batches: Mapped[int]
    #: What was known of each candidate when it was counted, see `Known`; it never changes again.
    counted: Mapped[list[dict[str, Any]] | None] = mapped_column(sa.JSON(none_as_null=True))
    #: How many slips were used by which way, kept for ever.
    ways: Mapped[dict[str, int] | None] = mapped_column(sa.JSON(none_as_null=True))
    counted_on: Mapped[dt.date | None]
    nominees: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))
    #: As in the contract `PassedOver`.
    passed_over: Mapped[list[dict[str, str]] | None] = mapped_column(sa.JSON(none_as_null=True))
    #: Staff in the interim who are honoured apart, with post and reason.
    apart: Mapped[list[dict[str, Any]] | None] = mapped_column(sa.JSON(none_as_null=True))
    returned_because: Mapped[str | None] = mapped_column(sa.Text())
    notice_from: Mapped[dt.date | None]
    notice_to: Mapped[dt.date | None]
    awarded_on: Mapped[dt.date | None]
    objections_to: Mapped[dt.date | None]
    version: Mapped[int]

    @property
    def number(self) -> str:
        """What people call it."""
        return str(self.year)


class Opinion(Record):
    """The points of one person for one candidate; null: they abstained, with the reason."""

    __tablename__ = "opinion"
    AUDIT = Audited(kind="opinion", identity="selection_id,judge,appointment_id", area="community")
    __table_args__ = (
        sa.CheckConstraint("points BETWEEN 0 AND 100", name="points"),
        sa.CheckConstraint("(points IS NULL) = (reason IS NOT NULL)", name="abstention"),
    )

    selection_id: Mapped[UUID] = mapped_column(sa.ForeignKey("selection.id"), primary_key=True)
    judge: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    appointment_id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    #: As whom: `committee` or `peers`.
    criterion: Mapped[Criterion] = mapped_column(word(Criterion))
    points: Mapped[int | None] = mapped_column(info=PERSONAL)
    reason: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
