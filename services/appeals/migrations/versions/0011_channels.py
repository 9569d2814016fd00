"""By which way each appeal came in; of those of before it was not kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("appeal", sa.Column("channel", sa.String(24)))
    where = sa.text("channel <> 'web'")
    op.create_index(
        "ix_appeal_channel_received_at_id",
        "appeal",
        ["channel", "received_at", "id"],
        postgresql_where=where,
        sqlite_where=where,
    )
