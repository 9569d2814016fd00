"""Findings say the team of their activity, so that its volunteers write them down."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    with op.batch_alter_table("finding") as finding:
        finding.add_column(sa.Column("team_id", sa.Uuid()))
        finding.create_foreign_key(op.f("fk_finding_team_id"), "team", ["team_id"], ["id"])
    op.execute(
        "UPDATE finding SET team_id = "
        "(SELECT team_id FROM activity WHERE activity.id = finding.activity_id)"
    )
