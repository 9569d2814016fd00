"""Whether an appointment knows an account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_APPLICATION = sa.table(
    "application", sa.column("person_id", sa.Uuid()), sa.column("account", sa.Text())
)
_APPOINTMENT = sa.table(
    "appointment", sa.column("person_id", sa.Uuid()), sa.column("has_account", sa.Boolean())
)


def upgrade() -> None:
    flag = sa.Column("has_account", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("appointment", flag)
    # Of who comes from no application nobody kept whether the id is an account's.
    applied = sa.select(_APPLICATION.c.person_id).where(_APPLICATION.c.account.is_not(None))
    known = _APPOINTMENT.c.person_id.in_(applied)
    op.execute(sa.update(_APPOINTMENT).where(known).values(has_account=sa.true()))
