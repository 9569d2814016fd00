"""Consents of street offices to back entries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "back_entry_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column("usable_until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("allowed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("allowed_by", sa.Text()),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_back_entry_consent"),
        sa.UniqueConstraint("street", "number", name="uq_back_entry_consent_street_number"),
        sa.CheckConstraint("to_day >= from_day", name="ck_back_entry_consent_days"),
    )
    op.create_index("ix_back_entry_consent_community", "back_entry_consent", ["community"])
