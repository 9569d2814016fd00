"""Generations of the street's figures, built beside the ones that are shown."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from groundwork import generations

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    generations.create_v1()
    op.create_table(
        "retold",
        sa.Column("fact", sa.String(14), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("fact", "id", name="pk_retold"),
    )
