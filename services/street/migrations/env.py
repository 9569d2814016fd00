"""Alembic's way into the street's database."""

from __future__ import annotations

from audit.tables import METADATA as AUDIT
from bus.tables import METADATA as BUS
from runtime.migrating import run_migrations
from services.street.areas.model import METADATA as AREAS
from services.street.totals.model import METADATA as TOTALS

run_migrations([BUS, AUDIT, TOTALS, AREAS])
