"""The copy of the areas: which one took which one over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "area",
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("valid_to", sa.Date()),
        sa.Column("successor", sa.String(12)),
        sa.PrimaryKeyConstraint("code", name="pk_area"),
    )
