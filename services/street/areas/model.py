"""What the street knows of each area: the newest event's facts."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from runtime.database import table_metadata

METADATA = table_metadata()

AREA = sa.Table(
    "area",
    METADATA,
    sa.Column("code", sa.String(12), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("valid_to", sa.Date()),
    sa.Column("successor", sa.String(12)),
    info={AUDIT: Exempt("copied from the events of audited rows")},
)
