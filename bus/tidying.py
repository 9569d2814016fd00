"""Forgetting what can no longer matter: old inbox rows and old answers."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.tables import ANSWERED_REQUEST, INBOX
from runtime import clock

#: As long as anything can be delivered again: a dead letter redriven, a log replayed.
_INBOX_DAYS = 400
#: As long as a client may reasonably repeat a request.
_ANSWER_DAYS = 30


def forget_old(session: Session) -> None:
    """Delete inbox rows of events handled long ago and answers nobody asks for again."""
    now = clock.now()
    session.execute(
        sa.delete(INBOX).where(
            INBOX.c.state == "done", INBOX.c.received_at < now - dt.timedelta(days=_INBOX_DAYS)
        )
    )
    session.execute(
        sa.delete(ANSWERED_REQUEST).where(
            ANSWERED_REQUEST.c.answered_at < now - dt.timedelta(days=_ANSWER_DAYS)
        )
    )
