"""Messages given up: operators look at them, redrive them or discard them with a reason.

A row stays for good and says what happened to it, when and by whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from nameko.extensions import DependencyProvider
from sqlalchemy.orm import Session

import audit
from bus import embedded, letters
from bus.consuming import SafeQueueConsumer
from bus.in_hand import InHand
from bus.lanes import Lane
from bus.naming import dead_queue
from bus.process import Process
from bus.subscriptions import entrypoints_of
from bus.surroundings import Away
from bus.tables import DEAD_LETTER, INBOX
from contracts import envelope as envelopes
from contracts.envelope import Envelope
from runtime import clock, metrics
from runtime.database import insert_new, is_absent
from vocabulary.problems import NotFound, WrongState

_IN_HAND_MOST = 10


def waiting_letters(session: Session, *, also_settled: bool = False) -> Sequence[Any]:
    """Dead letters, oldest first; those already settled only when asked for."""
    found = sa.select(DEAD_LETTER).order_by(DEAD_LETTER.c.died_at)
    if not also_settled:
        found = found.where(DEAD_LETTER.c.settled.is_(None))
    return session.execute(found).all()


def chosen(
    session: Session, *, queue: str | None = None, reason: str | None = None
) -> list[tuple[UUID, str, str]]:
    """Id, consumer and reason of the letters that wait, oldest first, of a queue or reason."""
    columns = DEAD_LETTER.c
    found = sa.select(columns.id, columns.consumer, columns.reason).where(columns.settled.is_(None))
    if queue is not None:
        found = found.where(columns.consumer == queue)
    if reason is not None:
        found = found.where(columns.reason == reason)
    return [tuple(row) for row in session.execute(found.order_by(columns.died_at))]


def letter(session: Session, letter_id: UUID, *, lock: bool = False) -> Any:
    """One dead letter.

    Raises:
        NotFound: there is none with this id.
    """
    found = sa.select(DEAD_LETTER).where(DEAD_LETTER.c.id == letter_id)
    row = session.execute(found.with_for_update() if lock else found).first()
    if row is None:
        raise NotFound(f"没有死信 {letter_id}。", f"There is no dead letter {letter_id}.")
    return row


def redrive(session: Session, letter_id: UUID, *, by: str, why: str) -> int:
    """Let the consumer try again at once; returns the number of events.

    Raises:
        NotFound: no such letter.
        WrongState: it was settled already.
        Unreadable: the body still cannot be read.
    """
    row = _unsettled(session, letter_id)
    events = _events_of(row)
    for event in events:
        insert_new(
            session,
            INBOX,
            [
                {
                    "consumer": row.consumer,
                    "event_id": event.id,
                    "state": "dead",
                    "envelope": event.text(),
                    "received_at": clock.now(),
                }
            ],
            unique=("consumer", "event_id"),
            returning="event_id",
        )
        # An event that was handled meanwhile stays handled.
        session.execute(
            sa.update(INBOX)
            .where(
                INBOX.c.consumer == row.consumer,
                INBOX.c.event_id == event.id,
                INBOX.c.state == "dead",
            )
            .values(state="retry", attempts=0, due_at=clock.now(), envelope=event.text())
        )
    _settle(session, letter_id, "redriven", by, why)
    return len(events)


def discard(session: Session, letter_id: UUID, *, by: str, why: str) -> None:
    """Give the message up for good.

    Raises:
        NotFound: no such letter.
        WrongState: it was settled already.
    """
    _unsettled(session, letter_id)
    _settle(session, letter_id, "discarded", by, why)


def _unsettled(session: Session, letter_id: UUID) -> Any:
    row = letter(session, letter_id, lock=True)
    if row.settled is not None:
        raise WrongState(
            f"死信 {letter_id} 已处理（{row.settled}）。",
            f"Dead letter {letter_id} is {row.settled} already.",
        )
    return row


def _events_of(row: Any) -> list[Envelope]:
    if row.content_type == envelopes.BATCH:
        return envelopes.read_batch(row.body)
    found = envelopes.read(row.body)
    found.event()
    return [found]


def _settle(session: Session, letter_id: UUID, settled: str, by: str, why: str) -> None:
    session.execute(
        sa.update(DEAD_LETTER)
        .where(DEAD_LETTER.c.id == letter_id)
        .values(settled=settled, settled_at=clock.now(), settled_by=by, settled_why=why)
    )
    audit.note(
        session,
        kind="dead_letter",
        identity=str(letter_id),
        area=None,
        after={"settled": settled, "settled_by": by, "settled_why": why},
    )


class DeadDrain(DependencyProvider):
    """Moves messages that the broker gave up on into the table, the one place to look."""

    consumer = SafeQueueConsumer()
    _hand: InHand | None = None

    def setup(self) -> None:
        """Listen, where there is a broker that gives up on messages of this service."""
        service = self.container.service_cls
        subscribes = any(isinstance(found, Lane) for _, found in entrypoints_of(service))
        if subscribes and self.container.config["AMQP_URI"] != embedded.URI:
            process: Process = self.container.config["process"]
            self._database = process.database(service.database_name)
            process.depths.watch(dead_queue(self.container.service_name).name)
            self._surroundings = process.surroundings(service.database_name)
            self._hand = InHand(
                dead_queue(self.container.service_name),
                prefetch=_IN_HAND_MOST,
                consumer=self.consumer,
                surroundings=self._surroundings,
                work=self._keep,
                at_once=_IN_HAND_MOST,
            )

    def start(self) -> None:
        """Begin to work."""
        if self._hand is not None:
            self.container.spawn_managed_thread(self._hand.run)

    def stop(self) -> None:
        """Take no more."""
        if self._hand is not None:
            self._hand.stop()

    def _keep(self, messages: Sequence[Any]) -> None:
        try:
            with self._database.writing() as session:
                new = [row["consumer"] for row in map(self._row, messages) if _kept(session, row)]
        except Exception as failure:
            if not is_absent(failure):
                raise
            self._surroundings.suspect()
            raise Away from failure
        for consumer in new:
            metrics.DEAD.labels(consumer).inc()

    def _row(self, message: Any) -> dict[str, Any]:
        deaths = message.headers.get("x-death") or [{}]
        body = message.body if isinstance(message.body, bytes) else message.body.encode()
        return {
            "consumer": deaths[0].get("queue", self.container.service_name),
            "reason": deaths[0].get("reason", "unknown"),
            "error": "the broker gave up on it",
            "body": body,
            "content_type": message.content_type,
            "died_at": clock.now(),
            "delivery": f"{message.properties.get('message_id')}\n{deaths[0].get('time')}",
        }


def _kept(session: Session, row: dict[str, Any]) -> bool:
    delivery = row.pop("delivery")
    return letters.keep(session, row, delivery=delivery)
