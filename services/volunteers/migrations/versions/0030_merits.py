"""Honours and evaluations of volunteers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "merit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("given_by", sa.String(60), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text()),
        sa.CheckConstraint("kind IN ('honour', 'evaluation')", name=op.f("ck_merit_kind")),
        sa.CheckConstraint(
            "kind <> 'evaluation' OR words IS NOT NULL", name=op.f("ck_merit_words")
        ),
        sa.ForeignKeyConstraint(["volunteer_id"], ["volunteer.id"], name="fk_merit_volunteer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_merit"),
    )
    op.create_index("ix_merit_volunteer_id_community", "merit", ["volunteer_id", "community"])
