"""Indexes of sorted lists hold the community, so that a list reads no appeals of others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_INDEXES = {
    "closed_at_id": (["closed_at", "id"], "closed_at IS NOT NULL"),
    "rating_id": (["rating", "id"], "rating IS NOT NULL"),
    "due_on_id": (["due_on", "id"], "due_on IS NOT NULL"),
    "open_due_on": (["due_on", "id"], "due_on IS NOT NULL AND state <> 'closed'"),
    "outcome_received_at_id": (["outcome", "received_at", "id"], "outcome IS NOT NULL"),
}


def upgrade() -> None:
    for name, (columns, condition) in _INDEXES.items():
        where = sa.text(condition)
        op.drop_index(f"ix_appeal_{name}", "appeal")
        op.create_index(
            f"ix_appeal_{name}",
            "appeal",
            [*columns, "community"],
            postgresql_where=where,
            sqlite_where=where,
        )
