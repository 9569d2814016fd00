"""What volunteers learnt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "volunteer_training",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("skill", sa.String(40)),
        sa.Column("trained_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date()),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= trained_on",
            name=op.f("ck_volunteer_training_valid_until"),
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_volunteer_training_volunteer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_volunteer_training"),
    )
    op.create_index("ix_volunteer_training_volunteer_id", "volunteer_training", ["volunteer_id"])
    op.create_index("ix_volunteer_training_valid_until", "volunteer_training", ["valid_until"])
