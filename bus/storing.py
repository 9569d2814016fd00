"""Many rows in one statement, with little ado: what keeps outbox and audit cheap for intake.

PostgreSQL gets all rows as one JSON parameter, SQLite as the tuples that its
driver takes; the usual way through SQLAlchemy costs two to three times as much.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from typing import Any

import orjson
import sqlalchemy as sa

from runtime.database import Moment

Row = tuple[Any, ...]


def put(
    connection: sa.Connection,
    table: sa.Table,
    names: tuple[str, ...],
    rows: Sequence[Row],
    *,
    key: tuple[str, ...] = (),
) -> None:
    """Insert the rows, values in the order of the names; where `key` is there already, replace."""
    if connection.dialect.name == "postgresql":
        text = orjson.dumps(rows).decode()
        connection.exec_driver_sql(_of_json(table, names, key), (text,))
    else:
        written = [
            (place, _SQLITE[kind]) for place, kind in _kinds(table, names) if kind in _SQLITE
        ]
        tuples = [_written(row, written) for row in rows] if written else list(rows)
        connection.exec_driver_sql(_of_tuples(table, names, key), tuples)


def _written(row: Row, written: Sequence[tuple[int, Callable[[Any], str]]]) -> Row:
    """As SQLite keeps moments and ids: both are texts."""
    values = list(row)
    for place, write in written:
        values[place] = write(values[place])
    return tuple(values)


def _kinds(table: sa.Table, names: tuple[str, ...]) -> list[tuple[int, type[Any]]]:
    return [(place, type(table.c[name].type)) for place, name in enumerate(names)]


#: How SQLAlchemy writes them, so that it can read them.
_SQLITE: dict[type[Any], Callable[[Any], str]] = {
    Moment: lambda moment: moment.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f"),
    sa.Uuid: lambda identity: identity.hex,
}
#: Texts are not cast, because a cast cuts silently what is too long.
_CASTS: dict[type[Any], str] = {
    Moment: "::timestamptz",
    sa.Uuid: "::uuid",
    sa.Integer: "::integer",
}


@functools.cache
def _of_json(table: sa.Table, names: tuple[str, ...], key: tuple[str, ...]) -> str:
    values = ", ".join(
        f"(row ->> {place}){_CASTS.get(kind, '')}" for place, kind in _kinds(table, names)
    )
    rows = "jsonb_array_elements(%s::jsonb) AS row"
    return f"{_into(table, names)} SELECT {values} FROM {rows}{_replacing(names, key)}"  # noqa: S608 - the words are ours


@functools.cache
def _of_tuples(table: sa.Table, names: tuple[str, ...], key: tuple[str, ...]) -> str:
    values = ", ".join("?" for _ in names)
    return f"{_into(table, names)} VALUES ({values}){_replacing(names, key)}"


def _into(table: sa.Table, names: tuple[str, ...]) -> str:
    return f"INSERT INTO {table.name} ({', '.join(names)})"


def _replacing(names: tuple[str, ...], key: tuple[str, ...]) -> str:
    if not key:
        return ""
    changed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    return f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changed}"
