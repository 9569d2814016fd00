"""One person twice, or two people with one phone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("volunteer", sa.Column("merged_into", sa.Uuid()))
    op.create_table(
        "kept_apart",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_kept_apart_order")),
        sa.ForeignKeyConstraint(["first_id"], ["volunteer.id"], name="fk_kept_apart_first_id"),
        sa.ForeignKeyConstraint(["second_id"], ["volunteer.id"], name="fk_kept_apart_second_id"),
        sa.PrimaryKeyConstraint("id", name="pk_kept_apart"),
        sa.UniqueConstraint("first_id", "second_id", name="uq_kept_apart_first_id_second_id"),
    )
