"""The counters of the appeals' numbers."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from services.appeals.tables import Record

#: One row for each community and year; `last` is the last serial that was given.
COUNTER = sa.Table(
    "counter",
    Record.metadata,
    sa.Column("name", sa.String(24), primary_key=True),
    sa.Column("last", sa.Integer(), nullable=False),
    info={AUDIT: Exempt("counts the numbers that audited appeals show")},
)
