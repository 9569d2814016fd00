"""By which facts promises are counted, and what somebody saw of the others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "promise_tie",
        sa.Column("promise_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("fact", sa.String(24)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("promise_id", name="pk_promise_tie"),
    )
    op.create_table(
        "promise_seen",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("promise_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_promise_seen"),
        sa.UniqueConstraint("promise_id", "first_day", name="uq_promise_seen_promise_id_first_day"),
    )
    op.create_index("ix_promise_seen_appointment_id", "promise_seen", ["appointment_id"])
