"""Alembic's way into the incentives database."""

from __future__ import annotations

from audit.tables import METADATA as AUDIT
from bus.tables import METADATA as BUS
from groundwork import areas, calendar, counters, generations, history, parameters
from runtime.migrating import run_migrations
from services.incentives import service  # noqa: F401 - brings in the tables of every capability
from services.incentives.tables import Record

run_migrations(
    [
        BUS,
        AUDIT,
        areas.METADATA,
        calendar.METADATA,
        counters.METADATA,
        generations.METADATA,
        history.METADATA,
        parameters.METADATA,
        Record.metadata,
    ]
)
