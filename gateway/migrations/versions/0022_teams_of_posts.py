"""The post of each team and of each appointment, by which commissioners lead their teams."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    for table, identity in (("team", "team_id"), ("post_held", "appointment_id")):
        op.create_table(
            table,
            sa.Column(identity, sa.Uuid(), nullable=False),
            sa.Column("post_id", sa.Uuid(), nullable=False),
            sa.PrimaryKeyConstraint(identity, name=f"pk_{table}"),
        )
        op.create_index(f"ix_{table}_post_id", table, ["post_id"])
