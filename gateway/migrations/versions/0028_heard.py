"""How far each subscription has heard its sources, and the leases of those who lead."""

from __future__ import annotations

from bus import tables

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    tables.create_v5()
