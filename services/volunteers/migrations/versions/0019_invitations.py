"""Links by which a commissioner recruits into a team."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("code_print", sa.String(64), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("made_by", sa.String(100)),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name="fk_invitation_team_id"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("code_print", name="uq_invitation_code_print"),
    )
    op.create_index("ix_invitation_team_id", "invitation", ["team_id"])
    with op.batch_alter_table("membership") as membership:
        membership.add_column(sa.Column("invitation_id", sa.Uuid()))
        membership.create_foreign_key(
            "fk_membership_invitation_id", "invitation", ["invitation_id"], ["id"]
        )
