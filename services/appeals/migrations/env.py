"""Alembic's way into the appeals database."""

from __future__ import annotations

from audit.tables import METADATA as AUDIT
from bus.tables import METADATA as BUS
from runtime.migrating import run_migrations
from services.appeals import service  # noqa: F401 - brings in the tables of every capability
from services.appeals.tables import Record

run_migrations([BUS, AUDIT, Record.metadata])
