"""What the owner of a log of events answers to those who compare it with what they heard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.tables import OUTBOX, OWED
from contracts import fields
from contracts.registry import EVENTS, Answer, Request, shape
from runtime import clock
from runtime.database import insert_new
from vocabulary.problems import NotFound

#: What others may ask for on the broker, beside what persons ask for.
METHODS = ("tell_published", "offer_again")
_MOST = 1000
_PLACES = 2**53
QueuesOf = Callable[[str, str], Sequence[str]]


@shape
class Published(Answer):
    """Some published events, each by its place and id."""

    places: list[int] = fields.plain("The place of each.")
    ids: list[UUID] = fields.plain("The id of each, in the same order.")
    last: int = fields.plain("Ask for what comes after this place.")
    more: bool = fields.plain("Whether there is more at once.")
    highest: int = fields.plain("The highest place that everybody should have heard by now.")


@shape
class TellPublished(Request[Published]):
    """The ids of what was published, for a subscription that looks whether it heard all."""

    METHOD = "tell_published"
    ANSWER = Published

    queue: str = fields.plain("The queue of the subscription.")
    types: list[str] = fields.plain("The CloudEvents types that it listens to.")
    after: int | None = fields.plain("The place up to which it heard all; none at first.")
    limit: int = fields.number("How many.", least=1, most=_MOST)
    settled_seconds: float = fields.plain("What is younger may still be on its way.")


@shape
class Offered(Answer):
    """How many events are offered again."""

    offered: int = fields.plain("The events that this log has.")


@shape
class OfferAgain(Request[Offered]):
    """Publish events again to one queue that did not get them."""

    METHOD = "offer_again"
    ANSWER = Offered

    queue: str = fields.plain("The queue.")
    ids: list[UUID] = fields.plain("The events.")


def published(session: Session, asked: TellPublished) -> Published:
    """The events after a place; those that are owed to the queue are not yet offered to it."""
    settled = clock.now() - dt.timedelta(seconds=asked.settled_seconds)
    newest = sa.select(OUTBOX.c.pos).where(OUTBOX.c.published_at <= settled)
    highest = session.scalar(newest.order_by(OUTBOX.c.pos.desc()).limit(1)) or 0
    if asked.after is None or highest <= asked.after:
        return Published(places=[], ids=[], last=highest, more=False, highest=highest)
    owed = sa.select(OWED.c.seq).where(OWED.c.target == asked.queue, OWED.c.seq == OUTBOX.c.seq)
    asked_for = (
        OUTBOX.c.pos > asked.after,
        OUTBOX.c.pos <= highest,
        OUTBOX.c.type.in_(asked.types),
    )
    chosen = sa.select(OUTBOX.c.pos, OUTBOX.c.id).where(*asked_for, ~owed.exists())
    rows = session.execute(chosen.order_by(OUTBOX.c.pos).limit(asked.limit)).all()
    more = len(rows) == asked.limit
    last = rows[-1].pos if more else highest
    waits = sa.select(sa.func.min(OUTBOX.c.pos)).join(OWED, OWED.c.seq == OUTBOX.c.seq)
    first_owed = session.scalar(waits.where(*asked_for, OWED.c.target == asked.queue))
    if first_owed is not None and first_owed <= last:
        # It may be lost once more after it is given, so all from here on is looked at again.
        last, more = first_owed - 1, False
    return Published(
        places=[row.pos for row in rows],
        ids=[row.id for row in rows],
        last=last,
        more=more,
        highest=highest,
    )


class _Topology:
    """What this process knows of queues: nothing, until it is set up."""

    queues_of: QueuesOf = staticmethod(lambda _exchange, _key: ())


def use(queues_of: QueuesOf) -> None:
    """Offer events from now on to the queues that this call gives for an exchange and a key."""
    _Topology.queues_of = staticmethod(queues_of)


def offer_again(session: Session, asked: OfferAgain, *, source: str) -> Offered:
    """Owe these events to the queue: the relay gives it what it is owed, until it has it.

    Only what the queue is bound to: the broker takes nothing for other queues.

    Raises:
        NotFound: no subscription to this log has such a queue.
    """
    types = [
        name
        for name, event in EVENTS.items()
        if source == event.SOURCE
        and asked.queue in _Topology.queues_of(f"{source}.events", event.NAME)
    ]
    if not types:
        raise NotFound(
            "没有订阅本服务事件的这个队列。",
            f"There is no queue {asked.queue} that listens to {source}.",
        )
    chosen = sa.select(OUTBOX.c.seq).where(
        OUTBOX.c.id.in_(asked.ids), OUTBOX.c.pos.is_not(None), OUTBOX.c.type.in_(types)
    )
    rows = [
        {"target": asked.queue, "seq": number, "tries": 0} for number in session.scalars(chosen)
    ]
    insert_new(session, OWED, rows, unique=("target", "seq"), returning="seq")
    return Offered(offered=len(rows))
