"""What volunteers can do and like to do, as the street says it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "catalogue_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name_zh", sa.String(40), nullable=False),
        sa.Column("name_en", sa.String(60), nullable=False),
        sa.Column("includes", sa.JSON(), nullable=False),
        sa.Column("valid_months", sa.Integer()),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('skill', 'interest')", name=op.f("ck_catalogue_entry_kind")),
        sa.CheckConstraint(
            "valid_months IS NULL OR valid_months > 0",
            name=op.f("ck_catalogue_entry_valid_months"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_entry"),
        sa.UniqueConstraint("street", "kind", "code", name="uq_catalogue_entry_street_kind_code"),
    )
