"""Resealing older data with the newest key, while services run.

Row by row in small transactions: others who change a row meanwhile wait for a moment, or the row is
skipped until the next turn. A run that was broken off goes on where it stands, because resealed
rows are no longer looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from runtime.database import Database
from runtime.encryption import KEY_MARK_LENGTH, Keyring, Sealed, Unsealable

_AT_ONCE = 200
#: What stands unsealed in a sealed column on purpose begins so: marks of erasure, answers of old.
_PLAIN = ("[", "{")


@dataclass(frozen=True)
class Count:
    """Texts of one table: sealed with the newest key, with an older one, and unreadable here."""

    table: str
    current: int
    older: int
    unreadable: int


def count(database: Database, metadata: Sequence[sa.MetaData], keys: Keyring) -> list[Count]:
    """How every sealed text of a database is sealed; nothing is opened."""
    with database.reading() as session:
        return [_counted(session, table, keys) for table in _tables(metadata)]


def reseal(
    database: Database, metadata: Sequence[sa.MetaData], keys: Keyring
) -> Iterator[tuple[str, int]]:
    """Reseal data of older keys; returns table and rows after each portion.

    Data that no key here opens stays as it is.
    """
    for table in _tables(metadata):
        after: tuple[Any, ...] | None = None
        while True:
            with database.writing() as session:
                rows = _older(session, table, keys, after)
                done = sum(_sealed_anew(session, table, row, keys) for row in rows)
            if not rows:
                break
            after = tuple(rows[-1][key.name] for key in table.primary_key)
            yield table.name, done


def _tables(metadata: Sequence[sa.MetaData]) -> list[sa.Table]:
    found = [table for one in metadata for table in one.sorted_tables]
    return [table for table in found if _texts(table)]


def _texts(table: sa.Table) -> list[sa.Column[Any]]:
    """The columns that hold sealed texts, also those that are sealed by hand."""
    return [
        column
        for column in table.columns
        if isinstance(column.type, Sealed) or column.info.get("sealed")
    ]


def _raw(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """The text as it lies there."""
    return sa.type_coerce(column, sa.Text())


def _mark(column: sa.Column[Any]) -> sa.ColumnElement[str]:
    return sa.func.substr(_raw(column), 1, KEY_MARK_LENGTH)


def _counted(session: Session, table: sa.Table, keys: Keyring) -> Count:
    by_mark: dict[str, int] = {}
    for column in _texts(table):
        mark = _mark(column)
        chosen = sa.select(mark, sa.func.count()).where(column.is_not(None)).group_by(mark)
        for found, number in session.execute(chosen):
            if not found.startswith(_PLAIN):
                by_mark[found] = by_mark.get(found, 0) + number
    current = by_mark.pop(keys.current_mark, 0)
    older = sum(by_mark.pop(mark, 0) for mark in keys.marks)
    return Count(table.name, current, older, sum(by_mark.values()))


def _older(
    session: Session, table: sa.Table, keys: Keyring, after: tuple[Any, ...] | None
) -> list[sa.RowMapping]:
    """The next rows with a text that an older key of ours sealed."""
    ours = [mark for mark in keys.marks if mark != keys.current_mark]
    stale = sa.or_(sa.false(), *(_mark(column).in_(ours) for column in _texts(table)))
    identity = list(table.primary_key)
    raw = [_raw(column).label(column.name) for column in _texts(table)]
    chosen = sa.select(*identity, *raw).where(stale).order_by(*identity).limit(_AT_ONCE)
    if after is not None:
        last = [
            sa.bindparam(None, value, key.type) for key, value in zip(identity, after, strict=True)
        ]
        chosen = chosen.where(sa.tuple_(*identity) > sa.tuple_(*last))
    return list(session.execute(chosen.with_for_update(of=table)).mappings())


def _sealed_anew(session: Session, table: sa.Table, row: sa.RowMapping, keys: Keyring) -> bool:
    values: dict[Any, Any] = {}
    for column in _texts(table):
        text = _opened(row[column.name], keys)
        if text is not None:
            values[column.name] = sa.literal(keys.seal(text), sa.Text())
            values |= _prints(table, column, text, keys)
    if values:
        is_row = sa.and_(*(key == row[key.name] for key in table.primary_key))
        session.execute(sa.update(table).where(is_row).values(values))
    return bool(values)


def _opened(sealed: str | None, keys: Keyring) -> str | None:
    """The text that an older key sealed; nothing where there is nothing to do, or no key."""
    if sealed is None or sealed.startswith(_PLAIN) or keys.is_current(sealed):
        return None
    try:
        return keys.open(sealed)
    except Unsealable:
        return None


def _prints(table: sa.Table, column: sa.Column[Any], text: str, keys: Keyring) -> dict[str, str]:
    """The fingerprints that are made from this text: `info` names it and the form it takes."""
    return {
        other.name: keys.fingerprint(other.info["form"](text))
        for other in table.columns
        if other.info.get("fingerprint_of") == column.name
    }
