"""What each subscription has heard of the time before it was there."""

from __future__ import annotations

from bus import tables

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    tables.create_v2()
