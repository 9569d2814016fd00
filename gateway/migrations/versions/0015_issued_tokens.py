"""Tokens that an operator made, so that they can be listed and taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "issued_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("grants", sa.JSON(), nullable=False),
        sa.Column("issued_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("revoked_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_issued_token"),
    )
    op.create_index("ix_issued_token_expires_at", "issued_token", ["expires_at"])
