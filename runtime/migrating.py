"""Bringing a database to the shape that the code expects; forward only."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from alembic import command, context
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from runtime import grants
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
        contextlib.closing(_open(url)) as database,
        database.writing_connection() as connection,
    ):
        if database.is_postgres:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        config.attributes[_CONNECTION] = connection
        command.upgrade(config, to)
        if database.is_postgres and (role := grants.role_of_service(connection)) is not None:
            grants.give(connection, role, declared(service))
        if not database.is_postgres:
            _check_references(connection)


def revisions(service: str) -> list[str]:
    """The migrations of a service, the first one first."""
    scripts = ScriptDirectory.from_config(_config(service))
    return [one.revision for one in scripts.walk_revisions()][::-1]


def _open(url: str) -> Database:
    database = Database(url, pool_size=1, patient=True)
    if not database.is_postgres:
        # A table that is made anew is away for a moment; everything is checked before the commit.
        sa.event.listen(
            database.engine, "connect", lambda made, _: made.execute("PRAGMA foreign_keys = OFF")
        )
    return database


def remake(connection: sa.Connection, table: str, *changes: tuple[str, str]) -> None:
    """Rebuild a table of SQLite with a changed definition, because SQLite alters no column.

    `changes`: patterns and their replacements. Rows, indexes and triggers stay.
    """
    words = sa.text(
        "SELECT type, sql FROM sqlite_schema WHERE tbl_name = :name AND sql IS NOT NULL"
    )
    defined = connection.execute(words, {"name": table}).all()
    definition = next(row.sql for row in defined if row.type == "table")
    for pattern, instead in changes:
        definition = re.sub(pattern, instead, definition)
    made = f"{table}_made_anew"
    head = definition.index("(")
    columns = ", ".join(column["name"] for column in sa.inspect(connection).get_columns(table))
    steps = (
        f"CREATE TABLE {made} {definition[head:]}",
        f"INSERT INTO {made} ({columns}) SELECT {columns} FROM {table}",  # noqa: S608 - names of our own
        f"DROP TABLE {table}",
        # Otherwise references in triggers and other tables would be rewritten, or refused.
        "PRAGMA legacy_alter_table = ON",
        f"ALTER TABLE {made} RENAME TO {table}",
        "PRAGMA legacy_alter_table = OFF",
        *(row.sql for row in defined if row.type != "table"),
    )
    for step in steps:
        connection.exec_driver_sql(step)


def _check_references(connection: sa.Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        message = f"the migration would leave rows with broken references: {broken[:3]}"
        raise RuntimeError(message)


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
    """Every service's `env.py` calls this."""
    if _DECLARED in context.config.attributes:
        context.config.attributes[_DECLARED].extend(metadata)
        return
    connection = context.config.attributes[_CONNECTION]
    context.configure(connection=connection, target_metadata=list(metadata))
    with context.begin_transaction():
        context.run_migrations()
