"""Generations of facts, built beside the ones that are shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from groundwork import generations

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    generations.create_v1()
    op.create_table(
        "fact_again",
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
        sa.PrimaryKeyConstraint("kind", "thing_id", "part", name="pk_fact_again"),
    )
    op.create_table(
        "appointment_fact_again",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("told", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("person", sa.String(100)),
        sa.Column("person_before", sa.String(100)),
        sa.Column("post_id", sa.Uuid()),
        sa.Column("day", sa.Date()),
        sa.Column("word", sa.String(24)),
        sa.PrimaryKeyConstraint(
            "appointment_id", "told", "version", name="pk_appointment_fact_again"
        ),
    )
    op.create_table(
        "post_fact_again",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(40), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.PrimaryKeyConstraint("post_id", name="pk_post_fact_again"),
    )
    _create_promises()


def _create_promises() -> None:
    op.create_table(
        "promise_fact_again",
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("promise_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer()),
        sa.Column("unit", sa.Text()),
        sa.Column("period", sa.String(24)),
        sa.PrimaryKeyConstraint("community", "edition", "promise_id", name="pk_promise_fact_again"),
    )
    op.create_table(
        "edition_fact_again",
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("community", "edition", name="pk_edition_fact_again"),
    )
