"""What each subscription has heard of the time before it was there."""

from __future__ import annotations

from bus import tables

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    tables.create_v2()
