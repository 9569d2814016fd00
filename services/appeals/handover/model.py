"""Which appointments' appeals were handed over: none is twice, and who has left is known."""

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
    sa.Column("community", sa.String(12), nullable=False),
    #: Who left the community's office; null: they hold another one there and keep everything.
    sa.Column("commissioner", sa.String(100)),
    sa.Column("handed_over_at", Moment(), nullable=False),
    sa.Index("ix_handover_commissioner", "commissioner"),
    info={AUDIT: Exempt("marks what was done; the appeals that moved are audited")},
)
