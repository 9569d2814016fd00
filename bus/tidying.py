"""Deleting what no longer matters in the bus's tables: marks, answers, bodies.

Inbox rows are kept as long as anything can be delivered again: a dead letter
redriven, a log replayed. Answers, as long as a client may reasonably repeat a
request. Of a dead letter the record stays for good, the body does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.tables import ANSWERED_REQUEST, DEAD_LETTER, INBOX
from runtime import retention

#: Rows of each class in one turn.
AT_ONCE = 5000


def due(session: Session) -> dict[str, int]:
    """Count the rows of each class that are past their period."""
    return {
        name: session.scalar(sa.select(sa.func.count()).select_from(table).where(is_old)) or 0
        for name, (table, is_old) in _classes().items()
    }


def forget_old(session: Session) -> dict[str, int]:
    """Clean a portion of each class that is past its period; returns how many rows.

    One process does it at a time, and a portion takes less than a second however much is there.
    """
    if not _is_first(session):
        return {}
    cleaned = {}
    for name, (table, is_old) in _classes().items():
        key = sa.tuple_(*table.primary_key)
        portion = sa.select(*table.primary_key).where(is_old).limit(AT_ONCE)
        # The rows are chosen first: nothing else tells how many a statement will touch.
        numbers = [tuple(row) for row in session.execute(portion)]
        changed = key.in_(numbers)
        if table is DEAD_LETTER:
            session.execute(sa.update(table).where(changed).values(body=b""))
        else:
            session.execute(sa.delete(table).where(changed))
        cleaned[name] = len(numbers)
    return cleaned


def _is_first(session: Session) -> bool:
    if session.get_bind().dialect.name != "postgresql":
        return True
    number = int.from_bytes(hashlib.sha256(b"tidying").digest()[:6], "big")
    return bool(session.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(number))))


def _classes() -> Mapping[str, tuple[sa.Table, sa.ColumnElement[bool]]]:
    return {
        "inbox": (
            INBOX,
            sa.and_(INBOX.c.state == "done", INBOX.c.received_at < retention.limit("inbox")),
        ),
        "answer": (
            ANSWERED_REQUEST,
            ANSWERED_REQUEST.c.answered_at < retention.limit("answer"),
        ),
        "dead_letter": (
            DEAD_LETTER,
            sa.and_(
                DEAD_LETTER.c.settled_at < retention.limit("dead_letter"), DEAD_LETTER.c.body != b""
            ),
        ),
    }
