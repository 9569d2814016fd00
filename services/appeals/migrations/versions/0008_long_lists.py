"""Indexes for what long lists are sorted and narrowed by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_NEWEST_FIRST = ["received_at", "id"]
_INDEXES = {
    "community_received_at_id": (["community", *_NEWEST_FIRST], None),
    "open_community": (["community", *_NEWEST_FIRST], "state <> 'closed'"),
    "commissioner_received_at_id": (["commissioner", *_NEWEST_FIRST], "commissioner IS NOT NULL"),
    "open_commissioner": (
        ["commissioner", *_NEWEST_FIRST],
        "commissioner IS NOT NULL AND state <> 'closed'",
    ),
    "outcome_received_at_id": (["outcome", *_NEWEST_FIRST], "outcome IS NOT NULL"),
    "closed_at_id": (["closed_at", "id"], "closed_at IS NOT NULL"),
    "rating_id": (["rating", "id"], "rating IS NOT NULL"),
    "due_on_id": (["due_on", "id"], "due_on IS NOT NULL"),
    "open_due_on": (["due_on", "id"], "due_on IS NOT NULL AND state <> 'closed'"),
}
_INCLUDED = {"open_due_on": ["community"]}


def upgrade() -> None:
    for name, (columns, condition) in _INDEXES.items():
        where = None if condition is None else sa.text(condition)
        op.create_index(
            f"ix_appeal_{name}",
            "appeal",
            columns,
            postgresql_where=where,
            sqlite_where=where,
            postgresql_include=_INCLUDED.get(name),
        )
