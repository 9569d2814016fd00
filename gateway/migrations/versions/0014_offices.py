"""Offices, which give a role once the account's owner has confirmed them.

Roles that follow from an appointment today stay as they are: they count as confirmed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

#: An appointment whose account was corrected gave several roles; the newest one counts.
_HELD = """
INSERT INTO office (source_id, account_id, role, area, begins_at, named_at, confirmed_at, ended_at,
                    source_version)
SELECT appointment_id, account_id, role, area, begins_at, begins_at, begins_at, ends_at, 0
FROM (
    SELECT role_held.*, row_number() OVER (
        PARTITION BY appointment_id ORDER BY ends_at IS NOT NULL, ends_at DESC, begins_at DESC, id
    ) AS place
    FROM role_held WHERE appointment_id IS NOT NULL
) AS held
WHERE place = 1
"""


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "office",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("begins_at", moment, nullable=False),
        sa.Column("named_at", moment, nullable=False),
        sa.Column("confirmed_at", moment),
        sa.Column("ended_at", moment),
        sa.Column("source_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", name="pk_office"),
        sa.CheckConstraint("length(area) = 12", name=op.f("ck_office_area")),
    )
    op.create_index("ix_office_account_id", "office", ["account_id"])
    op.execute(_HELD)
