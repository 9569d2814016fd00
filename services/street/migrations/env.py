"""Alembic's way into the street's database."""

from __future__ import annotations

from bus import tables
from runtime.migrating import run_migrations
from services.street.totals import model

run_migrations([tables.METADATA, model.METADATA])
