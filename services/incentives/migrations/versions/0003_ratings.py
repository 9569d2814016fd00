"""Ratings of reports, without a person and without a moment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "rating_mark",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("print", sa.String(43), nullable=False),
        sa.PrimaryKeyConstraint("report_id", "print", name="pk_rating_mark"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(24), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rating"),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_rating_score")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_rating_report_id", "rating", ["report_id"])
    op.create_index("ix_rating_appointment_id", "rating", ["appointment_id"])
    op.create_table(
        "rating_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rated_until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rating_text"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_rating_text_report_id", "rating_text", ["report_id"])
    op.create_index("ix_rating_text_rated_until", "rating_text", ["rated_until"])
