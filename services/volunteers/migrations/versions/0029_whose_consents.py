"""The person behind a consent: the account, or a mark of the phone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.add_column("consent", sa.Column("account", sa.String(100)))
    op.add_column("consent", sa.Column("phone_print", sa.String(43)))
