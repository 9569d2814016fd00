"""The relay is told of events after their transaction and no longer in it."""

from __future__ import annotations

from bus import tables

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    tables.create_v6()
