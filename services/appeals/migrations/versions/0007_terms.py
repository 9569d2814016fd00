"""Commissioners in office and former ones.

Appointments that began or ended before are not known here; their people count as still
there, as before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "term",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("commissioner", sa.String(100), nullable=False),
        sa.Column("ended_on", sa.Date()),
        sa.Column("successor", sa.String(100)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("appointment_id", name="pk_term"),
    )
    op.create_index("ix_term_commissioner_community", "term", ["commissioner", "community"])
