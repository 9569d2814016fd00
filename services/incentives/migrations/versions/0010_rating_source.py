"""Find the ratings of a burst by their source."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_index("ix_rating_source_id", "rating", ["source_id"])
