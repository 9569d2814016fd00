"""Bringing a database to the shape that the code expects; forward only."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import command, context
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from runtime.database import Database

_ROOT = Path(__file__).parent.parent
_HOMES = {"gateway": "gateway/migrations"}
_CONNECTION = "linli_connection"
_DECLARED = "linli_declared"
#: Two processes that migrate at once wait for each other (PostgreSQL advisory lock).
_LOCK = 4_403_052_012


def upgrade(service: str, url: str, *, to: str = "head") -> None:
    """Run the migrations of a service that its database has not seen yet."""
    config = _config(service)
    with (
        contextlib.closing(Database(url, pool_size=1, patient=True)) as database,
        database.writing_connection() as connection,
    ):
        if database.is_postgres:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        config.attributes[_CONNECTION] = connection
        command.upgrade(config, to)


def declared(service: str) -> list[sa.MetaData]:
    """The tables that a service's code expects, as its `env.py` names them."""
    config = _config(service)
    found: list[sa.MetaData] = []
    config.attributes[_DECLARED] = found
    scripts = ScriptDirectory.from_config(config)
    with EnvironmentContext(config, scripts):
        scripts.run_env()
    return found


def _config(service: str) -> Config:
    config = Config()
    home = _HOMES.get(service, f"services/{service}/migrations")
    config.set_main_option("script_location", str(_ROOT / home))
    return config


def run_migrations(metadata: Sequence[sa.MetaData]) -> None:
    """What every service's `env.py` calls."""
    if _DECLARED in context.config.attributes:
        context.config.attributes[_DECLARED].extend(metadata)
        return
    connection = context.config.attributes[_CONNECTION]
    context.configure(connection=connection, target_metadata=list(metadata))
    with context.begin_transaction():
        context.run_migrations()
