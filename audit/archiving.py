"""Old rows of the audit, moved into files; `linli audit verify` goes on reading them.

The database refuses to delete rows of the audit, so its guard is away while they are moved, for
nobody else, and within the transaction that names the file.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.chain import Link
from audit.tables import ARCHIVED, AUDIT, SQLITE_REFUSES_DELETE
from runtime import archives
from runtime.database import Database, keep_open

_NAMES = ("pos", *Link._fields, "hash")


def move(database: Database, folder: Path, name: str, *, before: dt.datetime) -> int:
    """Move rows from before a moment, a file after the other; how many."""
    moved = 0
    while True:
        with database.writing() as session:
            rows = session.execute(_next(session, before)).all()
            if not rows:
                return moved
            stem, place = folder / f"audit-{name}", rows[-1].pos
            last = archives.put(session, ARCHIVED, stem, rows, _NAMES, place=place)
            with _unguarded(session):
                session.execute(sa.delete(AUDIT).where(AUDIT.c.pos <= last))
        moved += len(rows)


def rows(session: Session) -> Iterator[dict[str, Any]]:
    """All rows in files, in the order in which they were written.

    The transaction stays open for as long as that takes: the table is read in the same state.
    """
    keep_open(session.connection())
    for file in archives.files(session, ARCHIVED):
        for row in file.rows():
            yield row | {"happened_at": dt.datetime.fromisoformat(row["happened_at"])}


def first_since(session: Session, moment: dt.datetime, *, after: int = 0) -> int | None:
    """The lowest place behind another that was written since a moment.

    Places and times have nearly the same order, but machines and their clocks differ: so all that
    stands behind this place counts as of since then too.
    """
    since = sa.select(sa.func.min(AUDIT.c.pos)).where(AUDIT.c.happened_at >= moment)
    found: int | None = session.scalar(since.where(AUDIT.c.pos > after))
    return found


def _next(session: Session, before: dt.datetime) -> sa.Select[Any]:
    columns = [AUDIT.c[name] for name in _NAMES]
    # The newest row stays, so that the next one gets a higher number.
    newest = sa.select(sa.func.max(AUDIT.c.pos))
    limit = first_since(session, before) or session.scalar(newest) or 0
    chosen = sa.select(*columns).where(AUDIT.c.pos < limit)
    return chosen.order_by(AUDIT.c.pos).limit(archives.ROWS)


@contextlib.contextmanager
def _unguarded(session: Session) -> Iterator[None]:
    is_postgres = session.get_bind().dialect.name == "postgresql"
    away, back = (
        (f"ALTER TABLE audit {what} TRIGGER audit_is_append_only" for what in ("DISABLE", "ENABLE"))
        if is_postgres
        else ("DROP TRIGGER audit_refuses_delete", SQLITE_REFUSES_DELETE)
    )
    session.execute(sa.text(away))
    yield
    session.execute(sa.text(back))
