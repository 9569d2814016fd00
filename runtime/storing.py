"""Many rows in one cheap statement, which keeps intake, outbox and audit quick.

PostgreSQL gets all rows as one JSON parameter, SQLite as the tuples that its
driver takes; the usual way through SQLAlchemy costs two to three times as much.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

Row = tuple[Any, ...]
_Write = Callable[[Any], Any]
#: The parameter with the rows, of a statement that takes them as JSON.
ROWS = "rows"
_AS_ROWS = "jsonb_array_elements(CAST({parameter} AS jsonb)) AS row"
_POSTGRES = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's own words for it
_SQLITE = sqlite.dialect()


def put(
    connection: sa.Connection,
    table: sa.Table,
    names: tuple[str, ...],
    rows: Sequence[Row],
    *,
    key: tuple[str, ...] = (),
) -> None:
    """Insert the rows, values in the order of the names; where `key` exists already, replace."""
    if connection.dialect.name == "postgresql":
        text = as_json(table, names, rows)
        connection.exec_driver_sql(_of_json(table, names, key), {ROWS: text})
    else:
        written = _written(rows, _writes(table, names, _SQLITE))
        connection.exec_driver_sql(_of_tuples(table, names, key), written)


def change(
    connection: sa.Connection,
    table: sa.TableClause,
    names: tuple[str, ...],
    rows: Sequence[Row],
    *,
    key: tuple[str, ...] = ("id",),
) -> None:
    """Give existing rows new values: those of the names in order, then the key's."""
    given = (*names, *key)
    if connection.dialect.name == "postgresql":
        text = as_json(table, given, rows)
        connection.exec_driver_sql(_change_of_json(table, names, key), {ROWS: text})
    else:
        written = _written(rows, _writes(table, given, _SQLITE))
        connection.exec_driver_sql(_change_of_tuples(table, names, key), written)


@functools.cache
def from_json(table: sa.Table, names: tuple[str, ...]) -> postgresql.Insert:
    """Inserts what `as_json` writes, given as the parameter `ROWS`; only on PostgreSQL."""
    values = [_value(place, table.c[name].type) for place, name in enumerate(names)]
    chosen = sa.select(*values).select_from(sa.text(_AS_ROWS.format(parameter=f":{ROWS}")))
    return postgresql.insert(table).from_select(names, chosen, include_defaults=False)


def as_json(table: sa.TableClause, names: tuple[str, ...], rows: Sequence[Row]) -> str:
    """The rows, values in the order of the names, as one text; sealed where the table seals."""
    written = _written(rows, _writes(table, names, _POSTGRES))
    # Words of a vocabulary may be keys in columns that hold JSON.
    return orjson.dumps(written, option=orjson.OPT_NON_STR_KEYS).decode()


def _written(rows: Sequence[Row], writes: Sequence[tuple[int, _Write]]) -> list[Row]:
    if not writes:
        return list(rows)
    written = []
    for row in rows:
        values = list(row)
        for place, write in writes:
            values[place] = write(values[place])
        written.append(tuple(values))
    return written


@functools.cache
def _writes(
    table: sa.TableClause, names: tuple[str, ...], dialect: sa.Dialect
) -> tuple[tuple[int, _Write], ...]:
    """How to convert values that the database does not store as they are."""
    kinds = [(place, table.c[name].type) for place, name in enumerate(names)]
    return tuple(
        (place, write) for place, kind in kinds if (write := _write(kind, dialect)) is not None
    )


def _write(kind: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> _Write | None:
    if isinstance(kind, sa.LargeBinary) and dialect is _POSTGRES:
        return _hexadecimal
    if not isinstance(kind, sa.types.TypeDecorator) and dialect is _POSTGRES:
        # JSON knows dates, ids and words of a vocabulary by itself.
        return None
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _hexadecimal(value: bytes | None) -> str | None:
    return None if value is None else rf"\x{value.hex()}"


def _value(place: int, kind: sa.types.TypeEngine[Any]) -> sa.ColumnElement[Any]:
    bare: Any = _bare(kind)
    if isinstance(bare, sa.JSON) and not bare.none_as_null:
        return sa.cast(sa.literal_column(f"row -> {place}"), bare)
    text: sa.ColumnElement[Any] = sa.literal_column(f"row ->> {place}")
    # Texts are not cast, because a cast cuts silently what is too long.
    return text if isinstance(bare, sa.String) else sa.cast(text, bare)


def _bare(kind: sa.types.TypeEngine[Any]) -> sa.types.TypeEngine[Any]:
    return kind.impl_instance if isinstance(kind, sa.types.TypeDecorator) else kind


@functools.cache
def _of_json(table: sa.Table, names: tuple[str, ...], key: tuple[str, ...]) -> str:
    statement = from_json(table, names)
    if key:
        changed = {name: statement.excluded[name] for name in names if name not in key}
        statement = statement.on_conflict_do_update(index_elements=key, set_=changed)
    return str(statement.compile(dialect=_POSTGRES))


@functools.cache
def _of_tuples(table: sa.Table, names: tuple[str, ...], key: tuple[str, ...]) -> str:
    into = f"INSERT INTO {table.name} ({', '.join(names)})"
    values = ", ".join("?" for _ in names)
    return f"{into} VALUES ({values}){_replacing(names, key)}"


def _replacing(names: tuple[str, ...], key: tuple[str, ...]) -> str:
    if not key:
        return ""
    changed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    return f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changed}"


@functools.cache
def _change_of_json(table: sa.TableClause, names: tuple[str, ...], key: tuple[str, ...]) -> str:
    equal = [
        f"{name} = {_value(place, table.c[name].type).compile(dialect=_POSTGRES)}"
        for place, name in enumerate((*names, *key))
    ]
    changed, found = ", ".join(equal[: len(names)]), " AND ".join(equal[len(names) :])
    rows = _AS_ROWS.format(parameter=f"%({ROWS})s")
    return f"UPDATE {table.name} SET {changed} FROM {rows} WHERE {found}"  # noqa: S608 - names of our own


@functools.cache
def _change_of_tuples(table: sa.TableClause, names: tuple[str, ...], key: tuple[str, ...]) -> str:
    changed = ", ".join(f"{name} = ?" for name in names)
    found = " AND ".join(f"{name} = ?" for name in key)
    return f"UPDATE {table.name} SET {changed} WHERE {found}"  # noqa: S608 - names of our own
