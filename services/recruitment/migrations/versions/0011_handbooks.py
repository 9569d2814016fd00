"""Handbooks, their entries and editions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "handbook",
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("station", sa.JSON()),
        sa.Column("channel", sa.JSON()),
        sa.Column("channel_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community", name="pk_handbook"),
    )
    op.create_table(
        "handbook_entry",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("promises", sa.JSON(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("appointment_id", name="pk_handbook_entry"),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name="fk_handbook_entry_appointment_id"
        ),
    )
    op.create_index("ix_handbook_entry_community", "handbook_entry", ["community"])
    op.create_table(
        "handbook_edition",
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Text()),
        sa.Column("station", sa.JSON(), nullable=False),
        sa.Column("channel", sa.JSON(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("community", "number", name="pk_handbook_edition"),
    )
