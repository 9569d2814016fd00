"""Many rows in one statement, with little ado: what keeps intake, outbox and audit quick.

PostgreSQL gets all rows as one JSON parameter, SQLite as the tuples that its
driver takes; the usual way through SQLAlchemy costs two to three times as much.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from runtime.database import Moment

Row = tuple[Any, ...]
_Write = Callable[[Any], Any]
_POSTGRES = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's own words for it


def put(
    connection: sa.Connection,
    table: sa.Table,
    names: tuple[str, ...],
    rows: Sequence[Row],
    *,
    key: tuple[str, ...] = (),
) -> None:
    """Insert the rows, values in the order of the names; where `key` is there already, replace."""
    dialect = connection.dialect
    writes = _writes(table, names, dialect)
    written = [_written(row, writes) for row in rows] if writes else list(rows)
    if dialect.name == "postgresql":
        text = orjson.dumps(written).decode()
        connection.exec_driver_sql(_of_json(table, names, key), (text,))
    else:
        connection.exec_driver_sql(_of_tuples(table, names, key), written)


def _written(row: Row, writes: Sequence[tuple[int, _Write]]) -> Row:
    values = list(row)
    for place, write in writes:
        values[place] = write(values[place])
    return tuple(values)


@functools.cache
def _writes(
    table: sa.Table, names: tuple[str, ...], dialect: sa.Dialect
) -> tuple[tuple[int, _Write], ...]:
    """How values become what the database keeps, where it does not keep them as they are."""
    kinds = [(place, table.c[name].type) for place, name in enumerate(names)]
    return tuple(
        (place, write) for place, kind in kinds if (write := _write(kind, dialect)) is not None
    )


def _write(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> _Write | None:
    if dialect.name == "postgresql" and not _is_own(kind):
        # JSON knows moments, ids and words of a vocabulary by itself.
        return None
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _is_own(kind: sa.types.TypeEngine[Any]) -> bool:
    """A type of ours that changes the value: sealed texts."""
    return isinstance(kind, sa.types.TypeDecorator) and not isinstance(kind, Moment)


@functools.cache
def _of_json(table: sa.Table, names: tuple[str, ...], key: tuple[str, ...]) -> str:
    values = ", ".join(
        f"(row ->> {place}){_cast(table.c[name].type)}" for place, name in enumerate(names)
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


def _cast(kind: sa.types.TypeEngine[Any]) -> str:
    bare = kind.impl_instance if isinstance(kind, sa.types.TypeDecorator) else kind
    # Texts are not cast, because a cast cuts silently what is too long.
    return "" if isinstance(bare, sa.String) else f"::{bare.compile(dialect=_POSTGRES)}"
