"""Whether a certificate leaves blanks for what no font prints."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column(
        "certificate",
        sa.Column("leaves_blanks", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
