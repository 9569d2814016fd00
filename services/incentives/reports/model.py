"""Work reports and their editions as rows, without names."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.incentives.words import ReportState
from runtime.records import word
from services.incentives.tables import Record


class Report(Record):
    """The report of one community and quarter."""

    __tablename__ = "work_report"
    AUDIT = Audited(kind="work_report", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "quarter"),
        sa.CheckConstraint("state IN ('draft', 'approved', 'published')", name="state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    quarter: Mapped[str] = mapped_column(sa.String(6))
    state: Mapped[ReportState] = mapped_column(word(ReportState))
    summary: Mapped[str | None] = mapped_column(sa.Text())
    change: Mapped[str | None] = mapped_column(sa.Text())
    #: As in the contract `ReportedCommissioner`, as the committee approved them.
    approved: Mapped[list[dict[str, Any]] | None] = mapped_column(sa.JSON(none_as_null=True))
    #: Whether the ratings were told after the time for them was over.
    are_ratings_told: Mapped[bool]
    version: Mapped[int]

    @property
    def number(self) -> str:
        """What people call it."""
        return self.quarter


class Edition(Record):
    """An edition that was published; never changed."""

    __tablename__ = "work_report_edition"
    AUDIT = Audited(kind="work_report_edition", identity="report_id,number", area="community")

    report_id: Mapped[UUID] = mapped_column(sa.ForeignKey("work_report.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    community: Mapped[str] = mapped_column(sa.String(12))
    published_on: Mapped[dt.date]
    published_by: Mapped[str | None] = mapped_column(sa.Text())
    summary: Mapped[str | None] = mapped_column(sa.Text())
    change: Mapped[str | None] = mapped_column(sa.Text())
    items: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
