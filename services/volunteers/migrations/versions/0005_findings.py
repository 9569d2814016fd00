"""Field actions have a check-list, findings become appeals, and reports say cost and benefit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    with op.batch_alter_table("activity") as activity:
        activity.add_column(sa.Column("checklist", sa.JSON(), nullable=False, server_default="[]"))
        activity.add_column(sa.Column("appeal_number", sa.String(40)))
        activity.add_column(sa.Column("cost_fen", sa.Integer()))
        activity.add_column(sa.Column("satisfied_percent", sa.Integer()))
    with op.batch_alter_table("activity") as activity:
        activity.alter_column("checklist", server_default=None)
    op.create_table(
        "finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("commissioner", sa.String(100)),
        sa.Column("item", sa.String(60), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("words", sa.Text()),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("appeal_number", sa.String(40)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'settled', 'passed_on')", name=op.f("ck_finding_state")
        ),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name="fk_finding_activity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.UniqueConstraint("appeal_id", name="uq_finding_appeal_id"),
    )
    op.create_index("ix_finding_activity_id", "finding", ["activity_id"])
    op.create_index("ix_finding_found_at_id", "finding", ["found_at", "id"])
