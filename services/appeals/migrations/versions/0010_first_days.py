"""The first day in office of each commissioner, for assignments dated back.

Rows of before get theirs from recruitment's log: `linli replay commissioners`. An id under which
somebody without an account was known is nobody to assign to, so its term is empty.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_TERM = sa.table(
    "term",
    sa.column("appointment_id", sa.Uuid()),
    sa.column("commissioner", sa.String()),
    sa.column("began_on", sa.Date()),
    sa.column("ended_on", sa.Date()),
)


def upgrade() -> None:
    op.add_column("term", sa.Column("began_on", sa.Date()))
    connection = op.get_bind()
    for row in connection.execute(sa.select(_TERM.c.appointment_id, _TERM.c.commissioner)).all():
        if str(row.appointment_id) == row.commissioner:
            here = _TERM.c.appointment_id == row.appointment_id
            connection.execute(sa.update(_TERM).where(here).values(began_on=_TERM.c.ended_on))
