"""What each subscription has heard of the time before it was there."""

from __future__ import annotations

from bus import tables

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    tables.create_v2()
