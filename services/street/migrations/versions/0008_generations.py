"""Generations of the street's figures, built beside the ones that are shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "generation",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("read", sa.BigInteger(), nullable=False),
        sa.Column("done_at", moment),
        sa.PrimaryKeyConstraint("number", name="pk_generation"),
    )
    op.create_table(
        "retold",
        sa.Column("fact", sa.String(14), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("fact", "id", name="pk_retold"),
    )
