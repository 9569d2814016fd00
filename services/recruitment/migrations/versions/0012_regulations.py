"""Regulations and work flows: what is being written, and each version put into force."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "regulation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("draft", sa.JSON()),
        sa.Column("draft_by", sa.Text()),
        sa.Column("draft_at", _MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_regulation"),
        sa.UniqueConstraint("street", "name", name="uq_regulation_street_name"),
    )
    op.create_table(
        "regulation_edition",
        sa.Column("regulation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("summary_en", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("published_at", _MOMENT, nullable=False),
        sa.Column("published_by", sa.Text()),
        sa.PrimaryKeyConstraint("regulation_id", "number", name="pk_regulation_edition"),
        sa.ForeignKeyConstraint(
            ["regulation_id"],
            ["regulation.id"],
            name="fk_regulation_edition_regulation_id",
        ),
    )
