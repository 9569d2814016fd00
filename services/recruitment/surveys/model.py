"""Surveys and their answers, never with the person who answered.

A mark and a sheet cannot be joined: they share no id and no moment, at most a day. Sheets and texts
have random ids. Where rows lie on the disk could still tell, as could a backup of each minute; so
the marks are deleted when the survey is closed, and on SQLite they lie in the order of their prints
from the beginning.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import AUDIT, PERSONAL, Audited, Exempt
from contracts.recruitment.words import AnswerPer, AnswerWay, PostCategory, SurveyState
from groundwork import turns
from runtime.encryption import Erasable
from runtime.records import word
from services.recruitment.tables import Record


class Survey(Record):
    """One survey of a community (需求问卷)."""

    __tablename__ = "survey"
    AUDIT = Audited(kind="survey", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "number"),
        sa.Index("ix_survey_created_at_id", "created_at", "id"),
        sa.Index("ix_survey_community_state", "community", "state"),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed', 'published')", name="state"),
        sa.CheckConstraint("(state = 'draft') = (opened_at IS NULL)", name="opened_at"),
        sa.CheckConstraint(
            "(state IN ('closed', 'published')) = (closed_at IS NOT NULL)", name="closed_at"
        ),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)", name="published_at"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(100))
    intro: Mapped[str] = mapped_column(sa.Text())
    one_answer_per: Mapped[AnswerPer] = mapped_column(word(AnswerPer))
    #: As in the contract.
    questions: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
    state: Mapped[SurveyState] = mapped_column(word(SurveyState))
    copied_from: Mapped[UUID | None]
    created_at: Mapped[dt.datetime]
    opened_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    published_at: Mapped[dt.datetime | None]
    #: The published results, as in the contract.
    results: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    version: Mapped[int]


_NOT_TOLD = Exempt("its moment and its sender must not be known")

#: Marks of those who have answered; only the holder of the key can ask for one.
MARK = turns.table("survey_mark", Record.metadata, of="survey_id", told=_NOT_TOLD)

#: One filled survey.
SHEET = sa.Table(
    "survey_sheet",
    Record.metadata,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("survey_id", sa.Uuid(), nullable=False),
    sa.Column("answered_on", sa.Date(), nullable=False),
    sa.Column("way", word(AnswerWay), nullable=False),
    sa.Index("ix_survey_sheet_survey_id_id", "survey_id", "id"),
    info={AUDIT: _NOT_TOLD},
    sqlite_with_rowid=False,
)

#: The choices, one row each; a rating also has its digit as choice, a number has none.
REPLY = sa.Table(
    "survey_reply",
    Record.metadata,
    sa.Column("sheet_id", sa.Uuid(), primary_key=True),
    sa.Column("question", sa.String(24), primary_key=True),
    sa.Column("choice", sa.String(24), primary_key=True),
    sa.Column("survey_id", sa.Uuid(), nullable=False),
    sa.Column("number", sa.Integer()),
    sa.Index("ix_survey_reply_survey_id_question_choice", "survey_id", "question", "choice"),
    info={AUDIT: _NOT_TOLD},
    sqlite_with_rowid=False,
)


class SurveyText(Record):
    """One free text, sealed: residents write names and numbers into it."""

    __tablename__ = "survey_text"
    AUDIT = _NOT_TOLD
    __table_args__ = (
        sa.UniqueConstraint("sheet_id", "question"),
        sa.Index("ix_survey_text_survey_id_question_id", "survey_id", "question", "id"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    survey_id: Mapped[UUID]
    sheet_id: Mapped[UUID]
    question: Mapped[str] = mapped_column(sa.String(24))
    text: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    #: The field of work it is about, as a clerk read it.
    category: Mapped[PostCategory | None] = mapped_column(word(PostCategory))
