"""Deleting what no longer matters in the bus's tables: marks, answers, bodies.

Inbox rows are kept as long as anything can be delivered again: a dead letter
redriven, a log replayed. Answers, as long as a client may reasonably repeat a
request. Of a dead letter the record stays for good, the body does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.tables import ANSWERED_REQUEST, DEAD_LETTER, INBOX
from runtime import retention


def due(session: Session) -> dict[str, int]:
    """Count the rows of each class that are past their period."""
    return {
        name: session.scalar(
            sa.select(sa.func.count()).select_from(statement.table).where(statement.whereclause)
        )
        or 0
        for name, statement in _statements().items()
    }


def forget_old(session: Session) -> dict[str, int]:
    """Clean every row that is past its period; returns how many."""
    return {
        name: session.execute(statement).rowcount  # type: ignore[attr-defined]  # of a change
        for name, statement in _statements().items()
    }


def _statements() -> Mapping[str, Any]:
    return {
        "inbox": sa.delete(INBOX).where(
            INBOX.c.state == "done", INBOX.c.received_at < retention.limit("inbox")
        ),
        "answer": sa.delete(ANSWERED_REQUEST).where(
            ANSWERED_REQUEST.c.answered_at < retention.limit("answer")
        ),
        "dead_letter": sa.update(DEAD_LETTER)
        .where(DEAD_LETTER.c.settled_at < retention.limit("dead_letter"), DEAD_LETTER.c.body != b"")
        .values(body=b""),
    }
