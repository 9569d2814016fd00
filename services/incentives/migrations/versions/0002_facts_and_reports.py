"""Facts from events, the words of commissioners, work reports and their editions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _create_facts()
    _create_card_words()
    _create_reports()


def _create_facts() -> None:
    op.create_table(
        "fact",
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("person", sa.String(100)),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(24)),
        sa.Column("due_on", sa.Date()),
        sa.PrimaryKeyConstraint("kind", "thing_id", "part", name="pk_fact"),
    )
    op.create_index("ix_fact_community_person_day", "fact", ["community", "person", "day"])
    op.create_table(
        "appointment_fact",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("told", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("person", sa.String(100)),
        sa.Column("person_before", sa.String(100)),
        sa.Column("post_id", sa.Uuid()),
        sa.Column("day", sa.Date()),
        sa.Column("word", sa.String(24)),
        sa.PrimaryKeyConstraint("appointment_id", "told", "version", name="pk_appointment_fact"),
    )
    op.create_index("ix_appointment_fact_community", "appointment_fact", ["community"])
    op.create_table(
        "post_fact",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(40), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.PrimaryKeyConstraint("post_id", name="pk_post_fact"),
    )
    op.create_table(
        "promise_fact",
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("promise_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer()),
        sa.Column("unit", sa.Text()),
        sa.Column("period", sa.String(24)),
        sa.PrimaryKeyConstraint("community", "edition", "promise_id", name="pk_promise_fact"),
    )
    op.create_index("ix_promise_fact_appointment_id", "promise_fact", ["appointment_id"])
    op.create_table(
        "edition_fact",
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("community", "edition", name="pk_edition_fact"),
    )


def _create_card_words() -> None:
    op.create_table(
        "card_words",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("quarter", sa.String(6), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_card_words"),
        sa.UniqueConstraint(
            "appointment_id", "quarter", name="uq_card_words_appointment_id_quarter"
        ),
    )


def _create_reports() -> None:
    op.create_table(
        "work_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("quarter", sa.String(6), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("summary", sa.Text()),
        sa.Column("change", sa.Text()),
        sa.Column("approved", sa.JSON()),
        sa.Column("are_ratings_told", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_work_report"),
        sa.UniqueConstraint("community", "quarter", name="uq_work_report_community_quarter"),
        sa.CheckConstraint(
            "state IN ('draft', 'approved', 'published')", name=op.f("ck_work_report_state")
        ),
    )
    op.create_table(
        "work_report_edition",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("published_by", sa.Text()),
        sa.Column("summary", sa.Text()),
        sa.Column("change", sa.Text()),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", "number", name="pk_work_report_edition"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["work_report.id"], name="fk_work_report_edition_report_id_work_report"
        ),
    )
