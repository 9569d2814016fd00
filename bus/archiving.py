"""Old events of the outbox, moved into files; `linli replay` goes on reading them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.tables import ARCHIVED, OUTBOX, OWED
from runtime import archives
from runtime.archives import File
from runtime.database import Database

_NAMES = ("seq", "id", "type", "aggregate", "version", "area", "envelope", "created_at", "pos")


def move(database: Database, folder: Path, name: str, *, before: dt.datetime) -> int:
    """Move events that were published before a moment, a file after the other; how many.

    Nothing newer than the last digest of a day is moved, as the next one begins behind that, and
    nothing that a queue is still owed. Of the last seal of the audit the table keeps a copy: the
    next one follows it, and where nothing is written that is years later.
    """
    moved = 0
    while True:
        with database.writing() as session:
            rows = session.execute(_next(session, before)).all()
            if not rows:
                return moved
            place = max(row.pos for row in rows)
            stem = folder / f"outbox-{name}"
            last = archives.put(session, ARCHIVED, stem, rows, _NAMES, place=place)
            seal = _last(session, "audit_sealed")
            session.execute(
                sa.delete(OUTBOX).where(
                    OUTBOX.c.seq <= last,
                    OUTBOX.c.seq.is_distinct_from(seal),
                    OUTBOX.c.seq.not_in(sa.select(OWED.c.seq)),
                )
            )
        moved += len(rows)


def _next(session: Session, before: dt.datetime) -> sa.Select[Any]:
    columns = [OUTBOX.c[name] for name in _NAMES]
    stays = sa.or_(
        OUTBOX.c.pos.is_(None),
        OUTBOX.c.published_at >= before,
        OUTBOX.c.seq.in_(sa.select(OWED.c.seq)),
    )
    moved = last_moved(session)
    # The copy of a seal lies in a file already, and keeps nothing.
    staying = sa.select(sa.func.min(OUTBOX.c.seq)).where(OUTBOX.c.seq > moved, stays)
    first_staying = session.scalar(staying)
    digest = _last(session, "day_digested") or 0
    limit = digest if first_staying is None else min(digest, first_staying)
    chosen = sa.select(*columns).where(OUTBOX.c.seq > moved, OUTBOX.c.seq < limit)
    return chosen.order_by(OUTBOX.c.seq).limit(archives.ROWS)


def _last(session: Session, event: str) -> int | None:
    found: int | None = session.scalar(
        sa.select(sa.func.max(OUTBOX.c.seq)).where(OUTBOX.c.type.like(f"%.{event}"))
    )
    return found


def last_moved(session: Session | sa.Connection) -> int:
    """The highest number in files, 0: there are none. What the table has below it are copies."""
    return session.scalar(sa.select(sa.func.max(ARCHIVED.c.last))) or 0


def last_place(session: Session | sa.Connection) -> int:
    """The highest place in files; 0: there are none. The table tells not of all before it."""
    return session.scalar(sa.select(sa.func.max(ARCHIVED.c.place))) or 0


def file_after(session: Session, seq: int, *, place: int = 0) -> File | None:
    """The next file that holds a higher number and a higher place; None: the table has the rest.

    Read it once the session is closed: that takes long, and the table is asked in the same session.
    """
    return next(iter(files(session, after=seq, place=place)), None)


def files(session: Session, *, after: int = 0, place: int = 0) -> list[File]:
    """The files with higher numbers and places than these, the lowest first."""
    return archives.files(session, ARCHIVED, after=after, place=place)
