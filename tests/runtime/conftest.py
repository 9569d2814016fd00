"""A small table on each kind of database, for what the runtime promises about them."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from runtime.database import Database, Moment, table_metadata
from runtime.identifiers import new_id
from tests.servers.postgres import Postgres

METADATA = table_metadata()
NOTES = sa.Table(
    "note",
    METADATA,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("text", sa.Text(), nullable=False, server_default=""),
    sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    sa.Column("at", Moment()),
)
NOON = dt.datetime(2013, 5, 4, 12, 0, tzinfo=dt.UTC)


#: A row that two constraints know again.
PAIRS = sa.Table(
    "pair",
    METADATA,
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("name", sa.String(20), unique=True),
)


@pytest.fixture(
    params=[pytest.param("postgres", marks=pytest.mark.database), pytest.param("sqlite")]
)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database; a test that uses it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'notes.db'}"
    url: str = request.getfixturevalue("postgres").create_database(f"notes_{new_id().hex}")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with the table of notes."""
    with contextlib.closing(Database(database_url)) as opened:
        with opened.writing_connection() as connection:
            METADATA.create_all(connection)
        yield opened


@pytest.fixture
def postgres_database(postgres: Postgres) -> Iterator[Database]:
    """The same, where only PostgreSQL can show it."""
    url = postgres.create_database(f"notes_{new_id().hex}")
    with contextlib.closing(Database(url)) as opened:
        with opened.writing_connection() as connection:
            METADATA.create_all(connection)
        yield opened
