"""The relay is told of events after their transaction and no longer in it."""

from __future__ import annotations

from bus import tables

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    tables.create_v6()
