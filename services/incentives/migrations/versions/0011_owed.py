"""What is owed to single queues, and when the clock was last known to be right."""

from __future__ import annotations

from bus import tables

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    tables.create_v3()
