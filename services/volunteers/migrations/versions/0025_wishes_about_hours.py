"""What a person asks to have corrected of their hours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    with op.batch_alter_table("hours") as hours:
        hours.add_column(sa.Column("wished_minutes", sa.Integer()))
        hours.add_column(sa.Column("wished_at", sa.DateTime(timezone=True)))
        hours.create_check_constraint(
            op.f("ck_hours_wish"), "(wished_minutes IS NULL) = (wished_at IS NULL)"
        )
    is_wished = sa.text("wished_at IS NOT NULL")
    op.create_index(
        "ix_hours_wished_at",
        "hours",
        ["wished_at"],
        postgresql_where=is_wished,
        sqlite_where=is_wished,
    )
