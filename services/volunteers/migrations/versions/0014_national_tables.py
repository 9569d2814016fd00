"""Tables for the national system: their columns, and each person's consent to be in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "national_layout",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_national_layout"),
        sa.UniqueConstraint("street", "kind", name="uq_national_layout_street_kind"),
    )
    op.add_column("registration", sa.Column("national_consent_id", sa.Uuid()))
