"""Codes under which attachments wait for their appeals are sealed, and found by a print."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from runtime import prints

revision = "0017"
down_revision = "0016"

_WAITING = sa.text("code_print IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_attachment_tracking_code", "attachment")
    prints.seal_codes(op.get_bind(), "attachment", "tracking_code", required=False)
    op.create_index(
        "ix_attachment_code_print",
        "attachment",
        ["code_print"],
        postgresql_where=_WAITING,
        sqlite_where=_WAITING,
    )
