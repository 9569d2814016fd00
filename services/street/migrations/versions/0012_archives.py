"""The names of files with old events and old rows of the audit."""

from __future__ import annotations

from runtime import archives

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    for name in ("archived_outbox", "archived_audit"):
        archives.create_v1(name)
