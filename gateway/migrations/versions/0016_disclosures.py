"""How many contacts an account saw in a day, and how many are usual in each street."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "contact_seen",
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("account", "day", "subject_id", name="pk_contact_seen"),
    )
    op.create_index("ix_contact_seen_day", "contact_seen", ["day"])
    op.create_table(
        "disclosure_limit",
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("street", "version", name="pk_disclosure_limit"),
    )
