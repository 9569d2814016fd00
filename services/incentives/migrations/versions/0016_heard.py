"""How far each subscription has heard its sources, and the leases of those who lead."""

from __future__ import annotations

from bus import tables

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    tables.create_v5()
