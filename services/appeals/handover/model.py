"""Commissioners in office and former ones, and marks of hand-overs, so that none happens twice."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from runtime.database import Moment
from services.appeals.tables import Record

#: One row an appointment that began or ended, as recruitment told it last; and one each id
#: under which somebody without an account was known, under that id itself, as an empty term.
TERM = sa.Table(
    "term",
    Record.metadata,
    sa.Column("appointment_id", sa.Uuid(), primary_key=True),
    sa.Column("community", sa.String(12), nullable=False),
    #: The account, as appeals name it.
    sa.Column("commissioner", sa.String(100), nullable=False),
    #: First day in office; null: told before the register kept it, and not read from the log.
    sa.Column("began_on", sa.Date()),
    #: First day without it; null: in office.
    sa.Column("ended_on", sa.Date()),
    #: The account that took over; null: the workstation did.
    sa.Column("successor", sa.String(100)),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Index("ix_term_commissioner_community", "commissioner", "community"),
    info={AUDIT: Exempt("a copy of what recruitment tells, where each change is audited")},
)

#: One row an appointment that ended.
HANDOVER = sa.Table(
    "handover",
    Record.metadata,
    sa.Column("appointment_id", sa.Uuid(), primary_key=True),
    sa.Column("handed_over_at", Moment(), nullable=False),
    info={AUDIT: Exempt("marks what was done; the appeals that moved are audited")},
)
