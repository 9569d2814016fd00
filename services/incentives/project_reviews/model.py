"""Reviews, reviewers and their sheets as rows: no sheet stands beside a reviewer."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, SECRET, Audited, Exempt
from contracts.incentives.project_reviews import OWNER_LONGEST, PROJECT_LONGEST
from contracts.incentives.words import ProjectReviewState, ReviewerEnd, ReviewerKind
from runtime import codes
from runtime.encryption import Erasable, Sealed
from runtime.records import word
from services.incentives.tables import Record


class ProjectReview(Record):
    """The review of one project."""

    __tablename__ = "project_review"
    AUDIT = Audited(kind="project_review", identity="id", area="area")
    __table_args__ = (
        sa.Index("ix_project_review_area", "area", "closes_on"),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed', 'answered')", name="state"),
        sa.CheckConstraint("(state = 'answered') = (answered_on IS NOT NULL)", name="answered"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(sa.String(12))
    project: Mapped[str] = mapped_column(sa.String(PROJECT_LONGEST))
    content: Mapped[str] = mapped_column(sa.Text())
    owner: Mapped[str] = mapped_column(sa.String(OWNER_LONGEST))
    criteria: Mapped[list[str]] = mapped_column(sa.JSON())
    closes_on: Mapped[dt.date]
    answer_due_on: Mapped[dt.date]
    state: Mapped[ProjectReviewState] = mapped_column(word(ProjectReviewState))
    closed_on: Mapped[dt.date | None]
    #: How many rated, and how many gave 1 to 5 by criterion, kept for ever; empty: too few.
    rated: Mapped[int]
    results: Mapped[list[list[int]] | None] = mapped_column(sa.JSON(none_as_null=True))
    summary: Mapped[str | None] = mapped_column(sa.Text())
    answer: Mapped[str | None] = mapped_column(sa.Text())
    answered_on: Mapped[dt.date | None]
    version: Mapped[int]

    @property
    def number(self) -> str:
        """What people call it."""
        return self.project


class Reviewer(Record):
    """Somebody who is invited to review a project: a commissioner, or an activist."""

    __tablename__ = "reviewer"
    AUDIT = Audited(kind="reviewer", identity="id", area="area")
    __table_args__ = (
        sa.UniqueConstraint("review_id", "appointment_id"),
        sa.Index("ix_reviewer_appointment_id", "appointment_id"),
        sa.CheckConstraint("(appointment_id IS NULL) != (invitee_id IS NULL)", name="one_person"),
        sa.CheckConstraint("(lapsed_on IS NULL) = (lapsed_because IS NULL)", name="lapsed"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    review_id: Mapped[UUID] = mapped_column(sa.ForeignKey("project_review.id"))
    area: Mapped[str] = mapped_column(sa.String(12))
    kind: Mapped[ReviewerKind] = mapped_column(word(ReviewerKind))
    appointment_id: Mapped[UUID | None]
    invitee_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("invitee.id"))
    #: The reviewer quotes it; it is shown once, to be handed over.
    code: Mapped[str] = mapped_column(Sealed(), info=SECRET)
    code_print: Mapped[str] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("code")
    )
    rated_on: Mapped[dt.date | None]
    lapsed_on: Mapped[dt.date | None]
    lapsed_because: Mapped[ReviewerEnd | None] = mapped_column(word(ReviewerEnd))
    version: Mapped[int]


class ReviewSheet(Record):
    """What one reviewer said, without who it was."""

    __tablename__ = "review_sheet"
    AUDIT = Exempt("its moment would tell which reviewer said what")
    __table_args__ = (
        sa.Index("ix_review_sheet_review_id", "review_id"),
        {"sqlite_with_rowid": False},
    )

    #: Reveals no moment.
    id: Mapped[UUID] = mapped_column(primary_key=True)
    review_id: Mapped[UUID] = mapped_column(sa.ForeignKey("project_review.id"))
    scores: Mapped[list[int]] = mapped_column(sa.JSON())
    words: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
