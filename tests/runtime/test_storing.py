"""Many rows in one statement, on both kinds of database."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import exc

from runtime import encryption
from runtime.database import Database, Moment, insert_new, table_metadata, upsert_newer
from runtime.encryption import Sealed
from runtime.storing import change, put
from tests.runtime.conftest import NOON
from vocabulary.areas import Level

_THINGS = sa.Table(
    "thing",
    table_metadata(),
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("sealed", Sealed()),
    sa.Column("short", sa.String(40)),
    sa.Column("at", Moment()),
    sa.Column("day", sa.Date()),
    sa.Column("yes", sa.Boolean()),
    sa.Column("bytes", sa.LargeBinary()),
    sa.Column("facts", sa.JSON()),
    sa.Column("facts_or_none", sa.JSON(none_as_null=True)),
)
_NAMES = tuple(_THINGS.columns.keys())
# No database keeps NUL or half of a character.
_WORDS = some.text(some.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
_FACTS = some.none() | some.dictionaries(_WORDS, _WORDS | some.integers(-9, 9), max_size=3)
_ROWS = some.fixed_dictionaries(
    {
        "id": some.uuids(),
        "version": some.integers(1, 2**31 - 1),
        "sealed": some.none() | _WORDS,
        "short": some.none() | _WORDS,
        "at": some.none() | some.datetimes(dt.datetime(1900, 1, 2), timezones=some.just(dt.UTC)),  # noqa: DTZ001 - hypothesis adds the offset
        "day": some.none() | some.dates(),
        "yes": some.none() | some.booleans(),
        "bytes": some.none() | some.binary(max_size=9),
        "facts": _FACTS,
        "facts_or_none": _FACTS,
    }
)
_LENIENT = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)


@pytest.fixture
def things(database: Database) -> Database:
    """A table with a column of every type that the services have."""
    encryption.use(["a key of the tests"])
    with database.writing_connection() as connection:
        _THINGS.create(connection)
    return database


def _emptied(database: Database) -> Database:
    with database.writing() as session:
        session.execute(sa.delete(_THINGS))
    return database


def _found(database: Database) -> dict[UUID, dict[str, Any]]:
    with database.reading() as session:
        return {row["id"]: dict(row) for row in session.execute(sa.select(_THINGS)).mappings()}


def _some_rows(least: int = 0) -> some.SearchStrategy[list[dict[str, Any]]]:
    return some.lists(_ROWS, min_size=least, max_size=5, unique_by=lambda row: row["id"])


@_LENIENT
@given(rows=_some_rows())
def test_every_value_comes_back_as_it_was(things: Database, rows: list[dict[str, Any]]) -> None:
    with _emptied(things).writing() as session:
        new = insert_new(session, _THINGS, rows, unique=("id",), returning="id")

    assert new == [row["id"] for row in rows]
    assert _found(things) == {row["id"]: row for row in rows}


@_LENIENT
@given(older=_some_rows(), data=some.data())
def test_a_newer_row_replaces_every_value(
    things: Database, older: list[dict[str, Any]], data: some.DataObject
) -> None:
    newer = [
        data.draw(_ROWS) | {"id": row["id"], "version": row["version"] + 1}
        for row in older
        if row["version"] < 2**31 - 1
    ]
    arriving = data.draw(some.permutations(older + newer))

    with _emptied(things).writing() as session:
        upsert_newer(session, _THINGS, arriving[::2], key="id")
        upsert_newer(session, _THINGS, arriving[1::2], key="id")

    assert _found(things) == {row["id"]: row for row in older + newer}


def test_a_batch_takes_as_many_statements_as_one_row(things: Database) -> None:
    """A statement for each row took a sixth of the street's time."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    sa.event.listen(things.engine, "before_cursor_execute", hear)
    with things.writing() as session:
        rows = [_row(id=UUID(int=number)) for number in range(40)]
        upsert_newer(session, _THINGS, rows, key="id")

    assert [one.split()[0] for one in said if one.startswith(("INSERT", "UPDATE"))] == ["INSERT"]
    assert len(_found(things)) == 40


@_LENIENT
@given(rows=_some_rows(1))
def test_what_the_bus_puts_down_comes_back_too(
    things: Database, rows: list[dict[str, Any]]
) -> None:
    tuples = [tuple(row[name] for name in _NAMES) for row in rows]

    with _emptied(things).writing() as session:
        put(session.connection(), _THINGS, _NAMES, tuples)

    assert _found(things) == {row["id"]: row for row in rows}


@_LENIENT
@given(rows=_some_rows(2), data=some.data())
def test_rows_that_are_there_are_changed_by_their_key(
    things: Database, rows: list[dict[str, Any]], data: some.DataObject
) -> None:
    changed = tuple(name for name in _NAMES if name not in {"id", "version"})
    newer = [data.draw(_ROWS) | {"id": row["id"], "version": row["version"]} for row in rows[1:]]
    given_rows = [tuple(row[name] for name in (*changed, "id", "version")) for row in newer]
    elsewhere = (*(data.draw(_ROWS)[name] for name in changed), rows[0]["id"], 0)

    with _emptied(things).writing() as session:
        upsert_newer(session, _THINGS, rows, key="id")
        connection = session.connection()
        change(connection, _THINGS, changed, [*given_rows, elsewhere], key=("id", "version"))

    assert _found(things) == {row["id"]: row for row in [rows[0], *newer]}


def _row(**more: Any) -> dict[str, Any]:
    return dict.fromkeys(_NAMES) | {"id": UUID(int=7), "version": 1} | more


def test_a_sealed_text_lies_sealed(things: Database) -> None:
    with things.writing() as session:
        upsert_newer(session, _THINGS, [_row(sealed="13800138000")], key="id")

    with things.reading() as session:
        lies: str = session.execute(sa.text("SELECT sealed FROM thing")).scalar_one()
    assert "13800138000" not in lies
    assert encryption.keyring().open(lies) == "13800138000"


def test_words_of_a_vocabulary_may_be_keys(things: Database) -> None:
    with things.writing() as session:
        upsert_newer(session, _THINGS, [_row(facts={Level.COMMUNITY: Level.STREET})], key="id")

    assert _found(things)[UUID(int=7)]["facts"] == {"community": "street"}


def _upsert_a_moment_without_offset(database: Database) -> None:
    with database.writing() as session:
        upsert_newer(session, _THINGS, [_row(at=NOON.replace(tzinfo=None))], key="id")


def test_a_moment_without_offset_is_not_stored_among_many_either(things: Database) -> None:
    with pytest.raises((ValueError, exc.StatementError), match="has no offset"):
        _upsert_a_moment_without_offset(things)


def test_a_text_that_is_too_long_is_refused_and_not_cut(postgres_database: Database) -> None:
    encryption.use(["a key of the tests"])
    with postgres_database.writing_connection() as connection:
        _THINGS.create(connection)

    with pytest.raises(exc.DataError), postgres_database.writing() as session:
        upsert_newer(session, _THINGS, [_row(short="x" * 41)], key="id")
