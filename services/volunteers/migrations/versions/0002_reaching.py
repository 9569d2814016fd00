"""Messages to volunteers without an account: who wants them, and each use of a phone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("volunteer") as volunteer:
        # People who registered before they were asked count as if they had said no.
        volunteer.add_column(
            sa.Column("wants_notices", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("volunteer_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("fields", sa.String(100), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("disclosed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_disclosure_volunteer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_disclosure"),
    )
    op.create_index(op.f("ix_disclosure_disclosed_at"), "disclosure", ["disclosed_at"])
    op.create_index(op.f("ix_disclosure_volunteer_id"), "disclosure", ["volunteer_id"])
