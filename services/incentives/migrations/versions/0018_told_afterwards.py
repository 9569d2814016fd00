"""The relay is told of events after their transaction and no longer in it."""

from __future__ import annotations

from bus import tables

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    tables.create_v6()
