"""The outbox as the permanent log of what a service published."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.tables import INBOX, OUTBOX
from runtime import clock
from runtime.database import insert_new

_AT_ONCE = 1000

#: The area of each row, null where an event has none; scopes filter by it.
AREA = OUTBOX.c.area


@dataclass(frozen=True)
class Page:
    """Some events with their places, and the place up to which the log was read."""

    items: list[dict[str, Any]]
    last: int
    more: bool


@dataclass(frozen=True)
class Digest:
    """A stretch of the log, and the hash of the ids in it."""

    first: int
    last: int
    sha256: str


def page(session: Session, *, after: int, limit: int, scope: sa.ColumnElement[bool]) -> Page:
    """The published events after a place that lie in the scope, in their order."""
    chosen = sa.select(OUTBOX.c.pos, OUTBOX.c.envelope).where(OUTBOX.c.pos > after, scope)
    rows = session.execute(chosen.order_by(OUTBOX.c.pos).limit(limit + 1)).all()
    shown = rows[:limit]
    return Page(
        [{"sequence": f"{row.pos:020d}", **json.loads(row.envelope)} for row in shown],
        shown[-1].pos if shown else after,
        len(rows) > limit,
    )


def last_before(session: Session, moment: dt.datetime) -> int:
    """The last place that was published before a moment; 0 if there is none."""
    chosen = sa.select(OUTBOX.c.pos).where(OUTBOX.c.published_at < moment)
    return session.scalar(chosen.order_by(OUTBOX.c.pos.desc()).limit(1)) or 0


def latest(session: Session, kind: str) -> dict[str, Any] | None:
    """The newest event of a type, whether it is published yet or not."""
    chosen = sa.select(OUTBOX.c.envelope).where(OUTBOX.c.type == kind)
    text = session.scalar(chosen.order_by(OUTBOX.c.seq.desc()).limit(1))
    return None if text is None else dict(json.loads(text)["data"])


def digest(session: Session, first: int, last: int) -> Digest:
    """The hash of the ids from one place to another, both included."""
    made = hashlib.sha256()
    for event_id in _ids(session, first, last):
        made.update(f"{event_id}\n".encode())
    return Digest(first, last, made.hexdigest())


def claim_day(session: Session, task: str, day: dt.date) -> bool:
    """Whether this transaction is the one that does a task for a day; a second one does not."""
    return claim(session, task, day.toordinal())


def claim(session: Session, task: str, number: int) -> bool:
    """The same for the how-manieth day, hour or other turn."""
    row = {
        "consumer": task,
        "event_id": UUID(int=number),
        "state": "done",
        "received_at": clock.now(),
    }
    claimed = insert_new(
        session, INBOX, [row], unique=("consumer", "event_id"), returning="event_id"
    )
    return bool(claimed)


def _ids(session: Session, first: int, last: int) -> Iterator[UUID]:
    chosen = sa.select(OUTBOX.c.id).where(OUTBOX.c.pos.between(first, last))
    return iter(
        session.scalars(chosen.order_by(OUTBOX.c.pos).execution_options(yield_per=_AT_ONCE))
    )
