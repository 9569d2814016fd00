"""Codes of applications, objections and certificates are sealed, and found by a print."""

from __future__ import annotations

from alembic import op

from runtime import prints

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    for table in ("application", "objection", "certificate"):
        prints.seal_codes(op.get_bind(), table, "code")
