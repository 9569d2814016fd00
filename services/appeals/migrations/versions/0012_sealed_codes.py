"""Tracking codes are sealed, and found by a print."""

from __future__ import annotations

from alembic import op

from runtime import prints

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    prints.seal_codes(op.get_bind(), "appeal", "tracking_code")
