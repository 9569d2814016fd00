"""Alembic's way into the street's database."""

from __future__ import annotations

from bus import tables
from groundwork import areas
from runtime.migrating import run_migrations
from services.street.totals.model import METADATA as TOTALS

run_migrations([tables.METADATA, areas.METADATA, TOTALS])
