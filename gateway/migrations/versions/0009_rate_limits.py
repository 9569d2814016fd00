"""What gateways tell each other about frequent callers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "rate_count",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("gateway", sa.Uuid(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("counts_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", "seconds", "number", "gateway", name="pk_rate_count"),
        sa.CheckConstraint("passed > 0", name=op.f("ck_rate_count_passed")),
    )
    op.create_index("ix_rate_count_counts_until", "rate_count", ["counts_until"])
