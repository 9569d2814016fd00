"""Areas get later names, a successor and a count of their changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0007"


def upgrade() -> None:
    # In words that both databases take; SQLite adds no constraint to a table by itself.
    op.execute(
        "ALTER TABLE area ADD COLUMN successor VARCHAR(12) CONSTRAINT ck_area_successor "
        "CHECK (successor IS NULL OR valid_to IS NOT NULL)"
    )
    op.add_column("area", sa.Column("renamings", sa.JSON()))
    op.add_column("area", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
