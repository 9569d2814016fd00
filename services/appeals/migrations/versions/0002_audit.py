"""The audit: who did what to what, append-only."""

from __future__ import annotations

from audit import tables

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    tables.create_v1()
