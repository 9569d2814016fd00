"""Delivering published events again, from the outbox that is also the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.messages import Outcome, Publisher
from bus.naming import SubscriptionNames
from bus.relay import event_message
from bus.tables import INBOX, OUTBOX
from runtime import clock
from runtime.database import Database, insert_new
from vocabulary.problems import NotFound, Unavailable

_PAGE = 500
_CONFIRM_SECONDS = 30.0


def to_queue(
    database: Database, publisher: Publisher, queue: str, *, first: int, last: int | None
) -> int:
    """Publish the events of places `first` to `last` to one queue; gives how many.

    Raises:
        NotFound: the broker has no such queue.
        Unavailable: a queue refused an event.
    """
    sent = 0
    for rows in _pages(database, first, last):
        messages = [
            event_message(row, exchange="", routing_key=queue, sequence=row.pos) for row in rows
        ]
        outcomes = set(publisher.publish(messages, timeout_seconds=_CONFIRM_SECONDS))
        if Outcome.UNROUTABLE in outcomes:
            raise NotFound(f"没有队列 {queue}。", f"There is no queue {queue}.")
        if Outcome.REFUSED in outcomes:
            raise Unavailable(f"队列 {queue} 拒收。", f"The queue {queue} refuses.")
        sent += len(rows)
    return sent


def into_inbox(
    session: Session, logs: Mapping[str, Database], subscription: SubscriptionNames
) -> int:
    """Let a subscription of ours handle every event of its sources anew; gives how many.

    The inbox forgets the consumer and gets the events as due at once. What is
    on its way over the broker meanwhile is then skipped or overtaken.
    """
    consumer = subscription.queue
    session.execute(sa.delete(INBOX).where(INBOX.c.consumer == consumer))
    queued = 0
    for source, log in logs.items():
        types = [
            f"linli.{source}.{key}"
            for exchange, key in subscription.bindings
            if exchange == f"{source}.events"
        ]
        for rows in _pages(log, 1, None, types):
            queued += len(_insert(session, consumer, rows))
    return queued


def _insert(session: Session, consumer: str, rows: list[Any]) -> list[Any]:
    now = clock.now()
    due = [
        {
            "consumer": consumer,
            "event_id": row.id,
            "state": "retry",
            "due_at": now,
            "envelope": row.envelope,
            "received_at": now,
        }
        for row in rows
    ]
    return insert_new(session, INBOX, due, unique=("consumer", "event_id"), returning="event_id")


def _pages(
    database: Database, first: int, last: int | None, types: list[str] | None = None
) -> Iterator[list[Any]]:
    after = first - 1
    while True:
        page = sa.select(OUTBOX).where(OUTBOX.c.pos > after).order_by(OUTBOX.c.pos).limit(_PAGE)
        if last is not None:
            page = page.where(OUTBOX.c.pos <= last)
        if types is not None:
            page = page.where(OUTBOX.c.type.in_(types))
        with database.reading() as session:
            rows = list(session.execute(page))
        if not rows:
            return
        yield rows
        after = rows[-1].pos
