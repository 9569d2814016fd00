"""The areas' names and first days, as every service keeps them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("area", sa.Column("names", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("area", sa.Column("valid_from", sa.Date()))
    # What is told from now on brings its names.
    with op.batch_alter_table("area") as area:
        area.alter_column("names", server_default=None)
