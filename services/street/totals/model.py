"""What the street office knows of each appeal and each reception: the newest event's facts."""

from __future__ import annotations

import sqlalchemy as sa

from bus.audit import AUDIT, Exempt
from runtime.database import Moment, table_metadata

METADATA = table_metadata()

_COUNTED = Exempt("counted from the events of audited rows, and rebuilt from them at any time")

#: One row an appeal; `outcome` is null while it is open.
APPEAL_FACT = sa.Table(
    "appeal_fact",
    METADATA,
    sa.Column("appeal_id", sa.Uuid(), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("community", sa.String(12), nullable=False),
    sa.Column("category", sa.String(40), nullable=False),
    sa.Column("applicant_group", sa.String(20), nullable=False),
    sa.Column("outcome", sa.String(20)),
    sa.Column("received_at", Moment(), nullable=False, index=True),
    info={AUDIT: _COUNTED},
)

#: One row a reception.
RECEPTION_FACT = sa.Table(
    "reception_fact",
    METADATA,
    sa.Column("reception_id", sa.Uuid(), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("community", sa.String(12), nullable=False),
    sa.Column("visitors", sa.Integer(), nullable=False),
    sa.Column("held_at", Moment(), nullable=False, index=True),
    sa.CheckConstraint("visitors > 0", name="visitors"),
    info={AUDIT: _COUNTED},
)
