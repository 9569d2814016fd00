"""Complaints as rows; the complainant's words and contact are sealed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, SECRET, Audited
from contracts.incentives.words import (
    ComplainantSeenFor,
    ComplaintFinding,
    ComplaintState,
    ComplaintWay,
)
from groundwork.disclosures import Look
from runtime import codes
from runtime.encryption import Erasable, Sealed
from runtime.records import word
from services.incentives.tables import Record


class Complaint(Record):
    """A complaint about one appointment."""

    __tablename__ = "complaint"
    AUDIT = Audited(kind="complaint", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_complaint_community", "community", "received_on"),
        sa.Index("ix_complaint_appointment_id", "appointment_id"),
        sa.CheckConstraint(
            "state IN ('received', 'examined', 'answered', 'in_review', 'reviewed', 'closed')",
            name="state",
        ),
        sa.CheckConstraint("(finding IS NULL) = (answered_on IS NULL)", name="answer"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(40))
    community: Mapped[str] = mapped_column(sa.String(12))
    appointment_id: Mapped[UUID]
    state: Mapped[ComplaintState] = mapped_column(word(ComplaintState))
    way: Mapped[ComplaintWay] = mapped_column(word(ComplaintWay))
    #: The code that the complainant quotes.
    code: Mapped[str] = mapped_column(Sealed(), info=SECRET)
    code_print: Mapped[str] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("code")
    )
    text: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    contact: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    received_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    extended_to: Mapped[dt.date | None]
    extended_why: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    finding: Mapped[ComplaintFinding | None] = mapped_column(word(ComplaintFinding))
    #: As in the contract `ComplaintMeasure`.
    measures: Mapped[list[str]] = mapped_column(sa.JSON())
    answer: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    answered_on: Mapped[dt.date | None]
    review_until: Mapped[dt.date | None]
    review_wish: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    review_due_on: Mapped[dt.date | None]
    review: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    reviewed_on: Mapped[dt.date | None]
    version: Mapped[int]


#: The columns of words; a mark replaces them when they are erased.
WORDS = ("text", "extended_why", "answer", "review_wish", "review")


class ComplainantDisclosure(Look, Record):
    """One viewing of a complainant's contact."""

    __tablename__ = "complainant_disclosure"
    AUDIT = Audited(kind="complainant_disclosure", identity="id", area="community")

    complaint_id: Mapped[UUID] = mapped_column(sa.ForeignKey("complaint.id"), index=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    reason: Mapped[ComplainantSeenFor] = mapped_column(word(ComplainantSeenFor))
