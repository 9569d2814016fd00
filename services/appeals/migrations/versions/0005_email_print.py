"""The mark by which an applicant's e-mail address is known again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from runtime import storing
from runtime.encryption import keyring

revision = "0005"
down_revision = "0004"

_AT_ONCE = 1000


def upgrade() -> None:
    op.add_column("appeal", sa.Column("email_print", sa.String(43)))
    _fill()
    op.create_index("ix_appeal_email_print", "appeal", ["email_print"])


def _fill() -> None:
    """Some rows at a time, so that memory is enough for any register."""
    appeal = sa.table(
        "appeal",
        sa.column("id", sa.Uuid()),
        sa.column("contact_email"),
        sa.column("email_print", sa.String()),
    )
    waits = sa.and_(appeal.c.contact_email.is_not(None), appeal.c.email_print.is_(None))
    ring, connection = keyring(), op.get_bind()
    while rows := connection.execute(sa.select(appeal).where(waits).limit(_AT_ONCE)).all():
        marks = [
            (ring.fingerprint(ring.open(row.contact_email).casefold()), row.id) for row in rows
        ]
        storing.change(connection, appeal, ("email_print",), marks)
