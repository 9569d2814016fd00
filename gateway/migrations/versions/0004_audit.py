"""The audit: who did what to what, append-only."""

from __future__ import annotations

from bus import tables

revision = "0004"
down_revision = "0002"


def upgrade() -> None:
    tables.create_v2()
