"""Marks of hand-overs, so that none is told twice."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from runtime.database import Moment
from services.volunteers.tables import Record

#: One row an appointment that ended.
HANDOVER = sa.Table(
    "handover",
    Record.metadata,
    sa.Column("appointment_id", sa.Uuid(), primary_key=True),
    sa.Column("handed_over_at", Moment(), nullable=False),
    info={AUDIT: Exempt("marks what was done; the teams that moved are audited")},
)
