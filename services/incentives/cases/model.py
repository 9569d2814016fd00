"""Cases as rows: they name nobody, and without their speaker's consent their words are gone."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.incentives.cases import TITLE_LONGEST
from contracts.incentives.words import CaseReach, CaseState
from contracts.recruitment.words import PostCategory
from runtime.records import word
from services.incentives.tables import Record


class Case(Record):
    """One case of a community."""

    __tablename__ = "sharing_case"
    AUDIT = Audited(kind="case", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_sharing_case_community", "community", "state"),
        sa.Index("ix_sharing_case_appointment_id", "appointment_id"),
        sa.Index(
            "uq_sharing_case_one_of_a_point",
            "point_id",
            unique=True,
            postgresql_where=sa.text("state <> 'withdrawn'"),
            sqlite_where=sa.text("state <> 'withdrawn'"),
        ),
        sa.CheckConstraint("state IN ('draft', 'approved', 'withdrawn')", name="state"),
        sa.CheckConstraint("state <> 'approved' OR reach IS NOT NULL", name="consent"),
        sa.CheckConstraint("(state = 'withdrawn') = (title IS NULL)", name="words"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("sharing_meeting.id"))
    point_id: Mapped[UUID]
    #: The speaker and their account, who agree and withdraw.
    appointment_id: Mapped[UUID]
    person: Mapped[str] = mapped_column(sa.String(100))
    category: Mapped[PostCategory] = mapped_column(word(PostCategory))
    title: Mapped[str | None] = mapped_column(sa.String(TITLE_LONGEST))
    situation: Mapped[str | None] = mapped_column(sa.Text())
    doing: Mapped[str | None] = mapped_column(sa.Text())
    lesson: Mapped[str | None] = mapped_column(sa.Text())
    state: Mapped[CaseState] = mapped_column(word(CaseState))
    reach: Mapped[CaseReach | None] = mapped_column(word(CaseReach))
    approved_on: Mapped[dt.date | None]
    written_at: Mapped[dt.datetime]
    version: Mapped[int]

    @property
    def number(self) -> str:
        """What people call it."""
        return self.title or "—"


#: The columns of words, which the withdrawal of the consent empties.
WORDS = ("title", "situation", "doing", "lesson")
