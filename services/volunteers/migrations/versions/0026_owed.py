"""What is owed to single queues, and when the clock was last known to be right."""

from __future__ import annotations

from bus import tables

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    tables.create_v3()
