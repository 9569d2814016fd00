"""The tables that every service has, and those of the rooms that this one takes."""

from __future__ import annotations

from audit import tables as audit_tables
from bus import tables
from groundwork import areas, calendar, counters, history, parameters

revision = "0001"
down_revision = None


def upgrade() -> None:
    tables.create_v1()
    tables.create_v2()
    audit_tables.create_v1()
    areas.create_v1()
    parameters.create_v1()
    calendar.create_v1()
    counters.create_v1()
    history.create_v1("incentives")
