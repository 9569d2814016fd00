"""Alembic's way into the gateway's database."""

from __future__ import annotations

from bus import tables
from gateway.areas.model import METADATA as AREAS
from gateway.attachments.model import METADATA as ATTACHMENTS
from gateway.categories.model import METADATA as CATEGORIES
from gateway.consents.model import METADATA as CONSENTS
from runtime.migrating import run_migrations

run_migrations([tables.METADATA, AREAS, CATEGORIES, ATTACHMENTS, CONSENTS])
