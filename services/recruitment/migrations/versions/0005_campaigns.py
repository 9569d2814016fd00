"""Campaigns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("posts", sa.JSON(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("concludes_on", sa.Date()),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("concluded_at", _MOMENT),
        sa.Column("progressed_at", _MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
        sa.UniqueConstraint("community", "number", name="uq_campaign_community_number"),
        sa.CheckConstraint(
            "state IN ('draft', 'announced', 'open', 'closed', 'concluded')",
            name="ck_campaign_state",
        ),
        sa.CheckConstraint("closes_on >= opens_on", name="ck_campaign_days"),
        sa.CheckConstraint(
            "(state = 'concluded') = (concluded_at IS NOT NULL)", name="ck_campaign_concluded_at"
        ),
    )
    op.create_index("ix_campaign_created_at_id", "campaign", ["created_at", "id"])
    op.create_index("ix_campaign_state_opens_on", "campaign", ["state", "opens_on"])
