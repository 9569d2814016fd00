"""Social workers with specialties and service centre, staff with duties."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("registration", sa.Column("work", sa.String(24)))
    op.add_column("registration", sa.Column("service_centre", sa.String(60)))
    lists = ("specialties", "duties")
    for name in lists:
        column = sa.Column(name, sa.JSON(), nullable=False, server_default="[]")
        op.add_column("registration", column)
    with op.batch_alter_table("registration") as registration:
        for name in lists:
            registration.alter_column(name, server_default=None)
