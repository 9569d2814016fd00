"""The word of a street's certificates, and which of them bear the address of their check page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "certificate_word",
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("word", sa.String(12)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Text()),
        sa.PrimaryKeyConstraint("street", "version", name="pk_certificate_word"),
    )
    op.add_column(
        "certificate",
        sa.Column("shows_address", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
