"""Which appointments' appeals were handed over, so that none is twice."""

from __future__ import annotations

import sqlalchemy as sa

from bus.audit import AUDIT, Exempt
from runtime.database import Moment
from services.appeals.tables import Record

#: One row an appointment that ended.
HANDOVER = sa.Table(
    "handover",
    Record.metadata,
    sa.Column("appointment_id", sa.Uuid(), primary_key=True),
    sa.Column("handed_over_at", Moment(), nullable=False),
    info={AUDIT: Exempt("marks what was done; the appeals that moved are audited")},
)
