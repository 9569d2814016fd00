"""The bus's tables and the audit, the history, the copy of the areas, and parameters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from audit import tables as audit_tables
from bus import tables
from groundwork import areas, history

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    tables.create_v1()
    audit_tables.create_v1()
    history.create_v1("recruitment")
    areas.create_v1()
    op.create_table(
        "parameter",
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", _MOMENT, nullable=False),
        sa.Column("set_by", sa.Text()),
        sa.PrimaryKeyConstraint("street", "name", "version", name="pk_parameter"),
    )
