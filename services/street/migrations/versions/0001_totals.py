"""The bus's tables, and the projections of appeals and receptions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bus import tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    tables.create_v1()
    _create_appeal_fact()
    _create_reception_fact()


def _create_appeal_fact() -> None:
    op.create_table(
        "appeal_fact",
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("applicant_group", sa.String(20), nullable=False),
        sa.Column("outcome", sa.String(20)),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("appeal_id", name="pk_appeal_fact"),
    )
    op.create_index("ix_appeal_fact_received_at", "appeal_fact", ["received_at"])


def _create_reception_fact() -> None:
    op.create_table(
        "reception_fact",
        sa.Column("reception_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("reception_id", name="pk_reception_fact"),
        sa.CheckConstraint("visitors > 0", name=op.f("ck_reception_fact_visitors")),
    )
    op.create_index("ix_reception_fact_held_at", "reception_fact", ["held_at"])
