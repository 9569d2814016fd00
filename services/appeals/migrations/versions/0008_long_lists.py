"""Indexes for what long lists are sorted and narrowed by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_INDEXES = {
    "ix_appeal_commissioner_received_at_id": (
        ["commissioner", "received_at", "id"],
        "commissioner IS NOT NULL",
    ),
    "ix_appeal_outcome_received_at_id": (["outcome", "received_at", "id"], "outcome IS NOT NULL"),
    "ix_appeal_closed_at_id": (["closed_at", "id"], "closed_at IS NOT NULL"),
    "ix_appeal_rating_id": (["rating", "id"], "rating IS NOT NULL"),
    "ix_appeal_due_on_id": (["due_on", "id"], "due_on IS NOT NULL"),
    "ix_appeal_open_due_on": (["due_on", "id"], "due_on IS NOT NULL AND state <> 'closed'"),
}


def upgrade() -> None:
    op.create_index(
        "ix_appeal_community_received_at_id", "appeal", ["community", "received_at", "id"]
    )
    for name, (columns, condition) in _INDEXES.items():
        where = sa.text(condition)
        op.create_index(name, "appeal", columns, postgresql_where=where, sqlite_where=where)
