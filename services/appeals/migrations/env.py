"""Alembic's way into the appeals database."""

from __future__ import annotations

from bus import tables
from groundwork import counters
from runtime.migrating import run_migrations
from services.appeals import service  # noqa: F401 - brings in the tables of every capability
from services.appeals.tables import Record

run_migrations([tables.METADATA, counters.METADATA, Record.metadata])
