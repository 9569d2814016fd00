"""Bringing a database to the shape that the code expects; forward only."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import command, context
from alembic.config import Config

from runtime.database import Database

_ROOT = Path(__file__).parent.parent
_HOMES = {"gateway": "gateway/migrations"}
_CONNECTION = "linli_connection"
#: Two processes that migrate at once wait for each other (PostgreSQL advisory lock).
_LOCK = 4_403_052_012


def upgrade(service: str, url: str) -> None:
    """Run the migrations of a service that its database has not seen yet."""
    config = Config()
    home = _HOMES.get(service, f"services/{service}/migrations")
    config.set_main_option("script_location", str(_ROOT / home))
    with (
        contextlib.closing(Database(url, pool_size=1, patient=True)) as database,
        database.writing_connection() as connection,
    ):
        if database.is_postgres:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        config.attributes[_CONNECTION] = connection
        command.upgrade(config, "head")


def run_migrations(metadata: Sequence[sa.MetaData]) -> None:
    """What every service's `env.py` calls."""
    connection = context.config.attributes[_CONNECTION]
    context.configure(connection=connection, target_metadata=list(metadata))
    with context.begin_transaction():
        context.run_migrations()
