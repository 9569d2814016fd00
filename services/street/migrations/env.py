"""Alembic's way into the street's database."""

from __future__ import annotations

from audit.tables import METADATA as AUDIT
from bus.tables import METADATA as BUS
from groundwork import areas, generations, sealing
from runtime.migrating import run_migrations
from services.street.changes.model import METADATA as CHANGES
from services.street.digests.model import METADATA as DIGESTS
from services.street.further.model import METADATA as FURTHER
from services.street.totals.model import METADATA as TOTALS

run_migrations(
    [
        BUS,
        AUDIT,
        areas.METADATA,
        generations.METADATA,
        sealing.METADATA,
        TOTALS,
        CHANGES,
        DIGESTS,
        FURTHER,
    ]
)
