"""The code of a person's own calendar."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    with op.batch_alter_table("volunteer") as volunteer:
        volunteer.add_column(sa.Column("calendar_code", sa.Text()))
        volunteer.add_column(sa.Column("calendar_print", sa.String(43)))
        volunteer.create_unique_constraint("uq_volunteer_calendar_print", ["calendar_print"])
