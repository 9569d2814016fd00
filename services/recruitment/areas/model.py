"""What recruitment knows of each area: the newest event's facts."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from services.recruitment.tables import Record

AREA = sa.Table(
    "area",
    Record.metadata,
    sa.Column("code", sa.String(12), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    #: As in the event: zh, en and first day, in the order of time.
    sa.Column("names", sa.JSON(), nullable=False),
    sa.Column("valid_from", sa.Date()),
    sa.Column("valid_to", sa.Date()),
    sa.Column("successor", sa.String(12)),
    info={AUDIT: Exempt("copied from the events of audited rows")},
)
