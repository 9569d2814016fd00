"""Recurring activities belong to a series."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("activity", sa.Column("series_id", sa.Uuid()))
    op.create_index("ix_activity_series_id_starts_at", "activity", ["series_id", "starts_at"])
