"""Which fields of work an interest belongs to, as the street says it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    with op.batch_alter_table("catalogue_entry") as entry:
        # An interest whose code is that of a field of work belongs to it anyway.
        entry.add_column(
            sa.Column("categories", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
    with op.batch_alter_table("catalogue_entry") as entry:
        entry.alter_column("categories", server_default=None)
