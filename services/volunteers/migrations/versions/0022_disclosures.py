"""People see a volunteer's contact for a reason, and a commissioner where the person agreed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_DISCLOSURE = sa.table("disclosure", sa.column("purpose"), sa.column("reason"))
_NATIONAL = "national_record"


def upgrade() -> None:
    op.add_column("registration", sa.Column("contact_consent_id", sa.Uuid()))
    with op.batch_alter_table("disclosure") as disclosure:
        disclosure.add_column(sa.Column("community", sa.String(12)))
        # The version before writes messages alone, without a reason.
        disclosure.add_column(
            sa.Column("reason", sa.String(24), nullable=False, server_default="notice")
        )
        disclosure.alter_column("purpose", existing_type=sa.String(40), nullable=True)
    row = _DISCLOSURE
    # Until now there were messages, and tables for the national system.
    op.execute(sa.update(row).where(row.c.purpose == _NATIONAL).values(reason=_NATIONAL))
