"""Places of the log after a restore, and much that is owed to one queue."""

from __future__ import annotations

from bus import tables

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    tables.create_v4()
