"""At-least-once delivery, made an effect that happens exactly once.

A batch of messages is one transaction: inbox rows of new messages, the handler's changes and
events, commit. Only then are the messages acknowledged. Two kinds of failure are kept apart:

- the surroundings are away (database): hold the batch, wait, try again; once they stay away, give
  the batch back to the broker;
- the message fails: halve the batch until the culprit stands alone. It becomes
  a `retry` row with a due time and, after the last try, a `dead` one. A body
  that cannot be read is dead at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit import context
from bus import failpoints, letters
from bus.surroundings import Away, Surroundings
from bus.tables import INBOX
from bus.work import Delivered, Work
from contracts import envelope as envelopes
from contracts.envelope import Envelope, Unreadable
from contracts.registry import Event
from runtime import clock, metrics, waiting
from runtime.database import Database, insert_new, is_absent, is_conflict
from runtime.logs import in_one_line, logger
from vocabulary.origins import Origin
from vocabulary.problems import ClockInDoubt

log = logger(__name__)

Handle = Callable[[Work, Sequence[Delivered[Event]]], None]
_QUICK_TRIES = 3
_FEW = 10
#: The most messages that share a transaction when they are tried again.
_RETRIED_AT_ONCE = 250


class Stopping(Exception):  # noqa: N818 - a state, not an error
    """The process ends; the messages go back to the broker."""


@dataclass(frozen=True)
class Body:
    """A message from the broker."""

    content: bytes
    content_type: str | None = None


class Inbox:
    """The inbox of one consumer; its name is the name of its queue."""

    def __init__(
        self,
        database: Database,
        consumer: str,
        handle: Handle,
        *,
        retry_seconds: Sequence[float],
        is_stopping: Callable[[], bool] = lambda: False,
        surroundings: Surroundings | None = None,
    ) -> None:
        self._database = database
        self._consumer = consumer
        self._handle = handle
        self._retry_seconds = retry_seconds
        self._is_stopping = is_stopping
        self._surroundings = surroundings

    def take(self, bodies: Sequence[Body]) -> None:
        """Handle delivered messages; afterwards every message is accounted for.

        Raises:
            Stopping: before that, because the process ends.
            Away: before that, because the database takes nothing.
        """
        deliveries: list[Delivered[Event]] = []
        for body in bodies:
            self._read(body, deliveries)
        for size in range(0, len(deliveries), _LARGEST_BATCH):
            self._settle(deliveries[size : size + _LARGEST_BATCH])

    def retry_due(self) -> bool:
        """Try messages again whose time has come, many in a transaction; False: there are none.

        These include events that a new subscription catches up with. One turn takes some, so that
        new messages do not wait for all.
        """
        with self._database.reading() as session:
            found = session.scalars(self._due()).all()
        return bool(found) and self._retry(found)

    def _retry(self, numbers: Sequence[UUID]) -> bool:
        """Whether there were any that no other process is handling."""
        rows: Sequence[Any] = ()
        envelopes_read: list[Envelope] = []
        began = clock.monotonic()
        try:
            with self._database.writing() as session:
                rows = session.execute(self._claimed(numbers)).all()
                envelopes_read = [envelopes.read(row.envelope) for row in rows]
                if rows:
                    self._handle(
                        Work(session), [Delivered(one.event(), one) for one in envelopes_read]
                    )
                    session.execute(self._done(rows))
        except Exception as failure:
            if is_absent(failure) or not envelopes_read:
                raise
            if len(numbers) == 1:
                self._postpone(envelopes_read[0], failure, rows[0].attempts + 1)
                return True
            middle = len(numbers) // 2
            self._retry(numbers[:middle])
            self._retry(numbers[middle:])
        else:
            metrics.RETRIED.labels(self._consumer).inc(len(rows))
            self._handled(envelopes_read, seen=0, began=began)
        return bool(rows)

    def _read(self, body: Body, into: list[Delivered[Event]]) -> None:
        try:
            if body.content_type == envelopes.BATCH:
                found = envelopes.read_batch(body.content)
            else:
                found = [envelopes.read(body.content)]
        except Unreadable as unreadable:
            self._patiently(partial(self._bury, body, unreadable))
            return
        for envelope in found:
            try:
                into.append(Delivered(envelope.event(), envelope))
            except Unreadable as unfit:
                alone = Body(envelope.text().encode(), envelopes.ONE)
                self._patiently(partial(self._bury, alone, unfit, envelope.id))

    def _settle(self, deliveries: Sequence[Delivered[Event]]) -> None:
        try:
            self._patiently(partial(self._transact, deliveries))
        except (Stopping, Away):
            raise
        except Exception as failure:  # noqa: BLE001 - any exception of a handler is the message's failure
            if len(deliveries) == 1:
                self._patiently(partial(self._postpone, deliveries[0].envelope, failure, 1))
                return
            middle = len(deliveries) // 2
            self._settle(deliveries[:middle])
            self._settle(deliveries[middle:])

    def _transact(self, deliveries: Sequence[Delivered[Event]]) -> None:
        began = clock.monotonic()
        first: dict[UUID, Delivered[Event]] = {}
        for delivered in deliveries:
            first.setdefault(delivered.envelope.id, delivered)
        with self._database.writing() as session:
            rows = [self._row(one.envelope, state="done") for one in first.values()]
            new = set(self._insert(session, rows))
            fresh = [one for event_id, one in first.items() if event_id in new]
            if fresh:
                self._handle(Work(session), fresh)
            failpoints.passing("before_commit")
        failpoints.passing("after_commit")
        self._handled(
            [one.envelope for one in fresh], seen=len(deliveries) - len(fresh), began=began
        )

    def _patiently(self, action: Callable[[], None]) -> None:
        pauses = waiting.growing_pauses(0.5, 30.0)
        quick = 0
        while True:
            try:
                return action()
            except Exception as failure:
                if is_conflict(failure) and quick < _QUICK_TRIES:
                    quick += 1
                    continue
                if isinstance(failure, ClockInDoubt):
                    raise Away from failure
                if not is_absent(failure):
                    raise
                pause = next(pauses)
                if self._surroundings is not None:
                    self._surroundings.suspect()
                log.warning(
                    "surroundings_away",
                    consumer=self._consumer,
                    error=in_one_line(failure),
                    next_try_seconds=round(pause, 1),
                )
            self._wait(pause)

    def _wait(self, seconds: float) -> None:
        until = clock.monotonic() + seconds
        while clock.monotonic() < until:
            if self._is_stopping():
                raise Stopping
            if self._surroundings is not None and self._surroundings.is_away:
                raise Away
            waiting.pause(min(0.2, seconds))

    def _postpone(self, envelope: Envelope, failure: Exception, attempts: int) -> None:
        is_last = attempts > len(self._retry_seconds) or isinstance(failure, Unreadable)
        error = _printable(f"{type(failure).__name__}: {failure}")
        log.error(
            "handler_failed",
            consumer=self._consumer,
            event_id=str(envelope.id),
            type=envelope.type,
            correlation_id=envelope.correlation_id,
            attempts=attempts,
            exc_info=failure,
        )
        due_at = None
        if not is_last:
            due_at = clock.now() + dt.timedelta(seconds=self._retry_seconds[attempts - 1])
        state = "dead" if is_last else "retry"
        values = {
            "state": state,
            "attempts": attempts,
            "due_at": due_at,
            "error": error,
            "envelope": envelope.text(),
        }
        with self._database.writing() as session:
            self._insert(session, [self._row(envelope, **values)])
            session.execute(sa.update(INBOX).where(self._is_row(envelope)).values(values))
            if is_last:
                body = Body(envelope.text().encode(), envelopes.ONE)
                self._add_dead(session, body, "gave_up", error, envelope.id)
        metrics.HANDLED.labels(self._consumer, state).inc()

    def _bury(self, body: Body, wrong: Unreadable, event_id: UUID | None = None) -> None:
        error = _printable(str(wrong))
        log.error("unreadable", consumer=self._consumer, error=error)
        with self._database.writing() as session:
            self._add_dead(session, body, "unreadable", error, event_id)
        metrics.HANDLED.labels(self._consumer, "dead").inc()

    def _add_dead(
        self, session: Session, body: Body, reason: str, error: str, event_id: Any
    ) -> None:
        row = {
            "consumer": self._consumer,
            "event_id": event_id,
            "reason": reason,
            "error": error,
            "body": body.content,
            "content_type": body.content_type and _printable(body.content_type)[:_TYPE_LONGEST],
            "died_at": clock.now(),
        }
        if letters.keep(session, row):
            metrics.DEAD.labels(self._consumer).inc()

    def _handled(self, done: Sequence[Envelope], *, seen: int, began: float) -> None:
        seconds = clock.monotonic() - began
        metrics.HANDLING_SECONDS.labels(self._consumer).observe(seconds)
        metrics.HANDLED.labels(self._consumer, "done").inc(len(done))
        metrics.HANDLED.labels(self._consumer, "seen").inc(seen)
        facts = {"consumer": self._consumer, "seconds": round(seconds, 4)}
        is_many = len(done) > _FEW
        if is_many or seen:
            log.info("handled_batch", done=len(done), seen=seen, **facts)
        # Those that came beside others which were seen before are named as well.
        for envelope in () if is_many else done:
            log.info(
                "handled",
                event_id=str(envelope.id),
                type=envelope.type,
                correlation_id=envelope.correlation_id,
                **facts,
            )

    def _insert(self, session: Session, rows: list[dict[str, Any]]) -> list[Any]:
        return insert_new(
            session, INBOX, rows, unique=("consumer", "event_id"), returning="event_id"
        )

    def _row(self, event: Envelope, **values: Any) -> dict[str, Any]:
        return {
            "consumer": self._consumer,
            "event_id": event.id,
            "received_at": clock.now(),
            **values,
        }

    def _is_row(self, envelope: Envelope) -> sa.ColumnElement[bool]:
        return sa.and_(INBOX.c.consumer == self._consumer, INBOX.c.event_id == envelope.id)

    def _due(self) -> sa.Select[Any]:
        return (
            sa.select(INBOX.c.event_id)
            .where(
                INBOX.c.consumer == self._consumer,
                INBOX.c.state == "retry",
                INBOX.c.due_at <= clock.now(),
            )
            .order_by(INBOX.c.due_at)
            .limit(_RETRIED_AT_ONCE)
        )

    def _claimed(self, numbers: Sequence[UUID]) -> sa.Select[Any]:
        return (
            sa.select(INBOX.c.event_id, INBOX.c.envelope, INBOX.c.attempts)
            .where(self._are(numbers), INBOX.c.state == "retry")
            .order_by(INBOX.c.due_at)
            .with_for_update(skip_locked=True)
        )

    def _done(self, rows: Sequence[Any]) -> sa.Update:
        return (
            sa.update(INBOX)
            .where(self._are([row.event_id for row in rows]))
            .values(state="done", due_at=None, envelope=None, attempts=INBOX.c.attempts + 1)
        )

    def _are(self, numbers: Sequence[UUID]) -> sa.ColumnElement[bool]:
        return sa.and_(INBOX.c.consumer == self._consumer, INBOX.c.event_id.in_(numbers))


#: The part of a content type that the table of dead letters keeps.
_TYPE_LONGEST = 120


def _printable(text: str) -> str:
    """The text without characters that databases refuse: NUL, and halves of characters."""
    return text.replace("\x00", "\\0").encode(errors="backslashreplace").decode()


#: How many events share one transaction at most.
_LARGEST_BATCH = 500


def because_of(envelope: Envelope) -> AbstractContextManager[None]:
    """Deeds inside are caused by this event."""
    return context.about(
        correlation_id=envelope.correlation_id,
        origin=Origin(program=f"event {envelope.id}"),
        deed=context.Deed(envelope.type, role=envelope.actor_role or "resident"),
    )


def one_by_one(handle: Callable[[Work, Event, Envelope], None]) -> Handle:
    """A handler of single events as a handler of batches."""

    def handle_all(work: Work, deliveries: Sequence[Delivered[Event]]) -> None:
        for delivered in deliveries:
            with because_of(delivered.envelope):
                handle(work, delivered.event, delivered.envelope)
                # Audited now, while its cause is known, and not with the last of the batch.
                work.session.flush()

    return handle_all
