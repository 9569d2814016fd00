"""Alembic's way into the volunteers' database."""

from __future__ import annotations

from audit.tables import METADATA as AUDIT
from bus.tables import METADATA as BUS
from groundwork import areas, calendar, counters, history, parameters
from runtime.migrating import run_migrations
from services.volunteers import service  # noqa: F401 - brings in the tables of every capability
from services.volunteers.tables import Record

run_migrations(
    [
        BUS,
        AUDIT,
        areas.METADATA,
        parameters.METADATA,
        calendar.METADATA,
        counters.METADATA,
        history.METADATA,
        Record.metadata,
    ]
)
