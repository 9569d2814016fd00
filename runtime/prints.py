"""Fingerprints for migrations: for codes stored in clear, or after a normal form has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from runtime import codes, migrating, storing
from runtime.encryption import Keyring, Unsealable, keyring
from vocabulary.erasure import MARKS

_AT_ONCE = 500
#: The column with the prints of codes.
_MARK = "code_print"


@dataclass(frozen=True)
class _Change:
    row_id: UUID
    kept: str | None
    made: str


def make_anew(
    connection: sa.Connection, table: str, source: str, mark: str, form: Callable[[str], str]
) -> None:
    """Set column `mark` to `form` of the sealed texts in column `source`.

    Some rows at a time, so that memory is enough for any number. A text that no key here opens
    keeps its mark; so does a row that would duplicate another where only one is allowed, such as
    two applications for one phone in two notations.
    """
    rows = sa.table(
        table, sa.column("id", sa.Uuid()), sa.column(source), sa.column(mark, sa.String())
    )
    chosen = (
        sa.select(rows.c.id, rows.c[source], rows.c[mark])
        .where(rows.c[source].is_not(None), rows.c[source].not_in(MARKS))
        .order_by(rows.c.id)
        .limit(_AT_ONCE)
    )
    ring = keyring()
    portion = connection.execute(chosen).all()
    while portion:
        changes = [
            _Change(row_id, kept, made)
            for row_id, sealed, kept in portion
            if (made := _made(ring, sealed, kept, form)) not in {None, kept}
        ]
        _keep(connection, rows, mark, changes)
        last = sa.bindparam(None, portion[-1].id, sa.Uuid())
        portion = connection.execute(chosen.where(rows.c.id > last)).all()


def seal_codes(
    connection: sa.Connection, table: str, column: str, *, required: bool = True
) -> None:
    """Seal the codes that lie in clear in `column`, and keep their prints in `code_print`."""
    # The searched column, with its constraints, becomes the column of prints.
    _alter(connection, table, f"RENAME COLUMN {column} TO {_MARK}")
    _alter(connection, table, f"ADD COLUMN {column} TEXT")
    is_postgres = connection.dialect.name == "postgresql"
    if is_postgres:
        _alter(connection, table, f"ALTER COLUMN {_MARK} TYPE {codes.PRINT}")
    _seal(connection, table, column)
    if not is_postgres:
        filled = f"{column} TEXT NOT NULL" if required else f"{column} TEXT"
        migrating.remake(
            connection,
            table,
            (rf"\b{_MARK} VARCHAR\(\d+\)", f"{_MARK} {codes.PRINT}"),
            (rf"\b{column} TEXT\b", filled),
            (rf"\buq_{table}_{column}\b", f"uq_{table}_{_MARK}"),
        )
    elif required:
        _alter(connection, table, f"ALTER COLUMN {column} SET NOT NULL")
        _alter(connection, table, f"RENAME CONSTRAINT uq_{table}_{column} TO uq_{table}_{_MARK}")


def _alter(connection: sa.Connection, table: str, how: str) -> None:
    connection.exec_driver_sql(f"ALTER TABLE {table} {how}")


def _seal(connection: sa.Connection, table: str, column: str) -> None:
    rows = sa.table(
        table, sa.column("id", sa.Uuid()), sa.column(column, sa.Text()), sa.column(_MARK, sa.Text())
    )
    chosen = (
        sa.select(rows.c.id, rows.c[_MARK].label("code"))
        .where(rows.c[_MARK].is_not(None))
        .order_by(rows.c.id)
        .limit(_AT_ONCE)
    )
    ring = keyring()
    portion = connection.execute(chosen).all()
    while portion:
        sealed = [(ring.seal(row.code), codes.print_of(row.code), row.id) for row in portion]
        storing.change(connection, rows, (column, _MARK), sealed)
        last = sa.bindparam(None, portion[-1].id, sa.Uuid())
        portion = connection.execute(chosen.where(rows.c.id > last)).all()


def _made(ring: Keyring, sealed: str, kept: str | None, form: Callable[[str], str]) -> str | None:
    try:
        marks = ring.fingerprints(form(ring.open(sealed)))
    except Unsealable:
        return kept
    # One of an older key is made anew when the keys are changed.
    return kept if kept in marks else marks[0]


def _keep(
    connection: sa.Connection, rows: sa.TableClause, mark: str, changes: Sequence[_Change]
) -> None:
    """As if row came after row: a part that cannot be written at once is halved."""
    if not changes or _come_at_once(connection, rows, mark, changes):
        return
    half = len(changes) // 2
    if half:
        _keep(connection, rows, mark, changes[:half])
        _keep(connection, rows, mark, changes[half:])


def _come_at_once(
    connection: sa.Connection, rows: sa.TableClause, mark: str, changes: Sequence[_Change]
) -> bool:
    gone = {one.kept for one in changes}
    # Whether one finds the place of another still taken is for their order to say.
    if len(changes) > 1 and any(one.made in gone for one in changes):
        return False
    try:
        with connection.begin_nested():
            storing.change(connection, rows, (mark,), [(one.made, one.row_id) for one in changes])
    except sa.exc.IntegrityError:
        return False
    return True
