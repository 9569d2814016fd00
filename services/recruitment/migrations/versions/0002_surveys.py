"""Surveys, their answers, and the marks of those who answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)
_WORD = sa.String(24)


def upgrade() -> None:
    op.create_table(
        "survey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("one_answer_per", _WORD, nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("copied_from", sa.Uuid()),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("opened_at", _MOMENT),
        sa.Column("closed_at", _MOMENT),
        sa.Column("published_at", _MOMENT),
        sa.Column("results", sa.JSON()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_survey"),
        sa.UniqueConstraint("community", "number", name="uq_survey_community_number"),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'closed', 'published')", name="ck_survey_state"
        ),
        sa.CheckConstraint("(state = 'draft') = (opened_at IS NULL)", name="ck_survey_opened_at"),
        sa.CheckConstraint(
            "(state IN ('closed', 'published')) = (closed_at IS NOT NULL)",
            name="ck_survey_closed_at",
        ),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)", name="ck_survey_published_at"
        ),
    )
    op.create_index("ix_survey_created_at_id", "survey", ["created_at", "id"])
    op.create_index("ix_survey_community_state", "survey", ["community", "state"])
    op.create_table(
        "survey_mark",
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("print", sa.String(43), nullable=False),
        sa.PrimaryKeyConstraint("survey_id", "print", name="pk_survey_mark"),
        sqlite_with_rowid=False,
    )
    _create_answers()


def _create_answers() -> None:
    op.create_table(
        "survey_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("way", _WORD, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_survey_sheet"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_survey_sheet_survey_id_id", "survey_sheet", ["survey_id", "id"])
    op.create_table(
        "survey_reply",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("question", _WORD, nullable=False),
        sa.Column("choice", _WORD, nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.PrimaryKeyConstraint("sheet_id", "question", "choice", name="pk_survey_reply"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_survey_reply_survey_id_question_choice",
        "survey_reply",
        ["survey_id", "question", "choice"],
    )
    op.create_table(
        "survey_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("question", _WORD, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("category", _WORD),
        sa.PrimaryKeyConstraint("id", name="pk_survey_text"),
        sa.UniqueConstraint("sheet_id", "question", name="uq_survey_text_sheet_id_question"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_survey_text_survey_id_question_id", "survey_text", ["survey_id", "question", "id"]
    )
