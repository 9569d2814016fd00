"""Delivering published events again, from the outbox that is also the log."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import archiving
from bus.messages import Outcome, Publisher
from bus.naming import SubscriptionNames
from bus.relay import event_message
from bus.subscriptions import types_of
from bus.tables import CAUGHT_UP, EVERYTHING, INBOX, OUTBOX
from bus.work import Delivered
from contracts import envelope as envelopes
from contracts.registry import Event
from runtime import clock
from runtime.archives import File
from runtime.database import Database, insert_new
from vocabulary.problems import NotFound, Unavailable

_PAGE = 500
_PIECE = 2000
_MOMENT = dt.timedelta(microseconds=1)
_CONFIRM_SECONDS = 30.0
#: No transaction that writes events takes longer, so what is older is in the log for good.
LONGEST_TRANSACTION = dt.timedelta(minutes=5)


def to_queue(
    database: Database, publisher: Publisher, queue: str, *, first: int, last: int | None
) -> int:
    """Publish the events of places `first` to `last` to one queue; returns how many.

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


def recorded(logs: Iterable[Database]) -> Iterator[bytes]:
    """Every published event with its place, as streams have it; those of several logs by their time.

    Within a log the order is that of the places.
    """

    def told(log: Database) -> Iterator[tuple[dt.datetime, bytes]]:
        for rows in _pages(log, 1, None):
            for row in rows:
                message = event_message(row, exchange="", routing_key="", sequence=row.pos)
                yield row.created_at, message.body

    merged = heapq.merge(*map(told, logs), key=itemgetter(0))
    return (body for _, body in merged)


def into_inbox(
    session: Session, logs: Mapping[str, Database], subscription: SubscriptionNames
) -> int:
    """Let a subscription of ours handle every event of its sources again; returns how many.

    The inbox forgets the consumer and gets the events as due at once. Events on their way over the
    broker meanwhile are then skipped or overtaken.
    """
    consumer = subscription.queue
    session.execute(sa.delete(INBOX).where(INBOX.c.consumer == consumer))
    return sum(
        _insert(session, consumer, rows)
        for source, types in _types(subscription, logs).items()
        for rows in _by_seq(logs[source], types, after=0)
    )


def catch_up(
    database: Database, logs: Mapping[str, Database], subscription: SubscriptionNames
) -> int:
    """Deliver to a subscription, once, the events from before it existed; returns how many.

    The inbox gets the events as due at once, some hundred in a transaction, and the subscription
    handles them between new ones. Its queue must exist before, so that new events arrive by
    themselves; events that arrive both ways are handled once.
    """
    consumer, by_source = subscription.queue, _types(subscription, logs)
    with database.writing() as session:
        places = _begun(session, consumer, [name for names in by_source.values() for name in names])
    return sum(
        _tell(database, logs[source], consumer, {name: places[name] for name in missing})
        for source, types in by_source.items()
        if (missing := [name for name in types if name in places])
    )


def deliver_missing(
    database: Database,
    logs: Mapping[str, Database],
    subscription: SubscriptionNames,
    *,
    since: dt.datetime,
) -> int:
    """Deliver to a subscription the events since a moment that it never heard of; how many.

    They lay on a broker that is gone. The moment must not be older than the inbox's marks, or what
    was handled before that is handled again. Files are read only if the table does not reach back to
    the moment.
    """
    consumer = subscription.queue
    found = 0
    for source, types in _types(subscription, logs).items():
        older = last_seq(logs[source], before=since - LONGEST_TRANSACTION)
        for rows in _by_seq(logs[source], types, after=older, since=since):
            with database.writing() as session:
                known = _known(session, consumer, [row.id for row in rows])
                missing = [row for row in rows if row.id not in known]
                found += _insert(session, consumer, missing) if missing else 0
    return found


def _known(session: Session, consumer: str, numbers: Sequence[Any]) -> set[Any]:
    chosen = sa.select(INBOX.c.event_id).where(
        INBOX.c.consumer == consumer, INBOX.c.event_id.in_(numbers)
    )
    return set(session.scalars(chosen))


def _types(subscription: SubscriptionNames, logs: Container[str]) -> dict[str, list[str]]:
    """What it hears, by source; nothing of services that are not run here."""
    return {source: types for source, types in types_of(subscription).items() if source in logs}


def _begun(session: Session, consumer: str, types: Sequence[str]) -> dict[str, int]:
    """The types it has not heard completely, with the place up to which it has."""
    chosen = sa.select(CAUGHT_UP.c.type, CAUGHT_UP.c.reading).where(
        CAUGHT_UP.c.consumer == consumer
    )
    known = {row.type: row.reading for row in session.execute(chosen)}
    was_there = EVERYTHING in known
    new = [
        {"consumer": consumer, "type": name, "reading": None if was_there else 0}
        for name in types
        if name not in known
    ]
    insert_new(session, CAUGHT_UP, new, unique=("consumer", "type"), returning="type")
    # From now on each type is known by its name, so that one that is added is noticed.
    is_all = sa.and_(CAUGHT_UP.c.consumer == consumer, CAUGHT_UP.c.type == EVERYTHING)
    session.execute(sa.delete(CAUGHT_UP).where(is_all))
    places = {**known, **{str(row["type"]): row["reading"] for row in new}}
    return {name: places[name] for name in types if places[name] is not None}


def _tell(database: Database, log: Database, consumer: str, places: Mapping[str, int]) -> int:
    told = 0
    here = sa.and_(CAUGHT_UP.c.consumer == consumer, CAUGHT_UP.c.type.in_(places))
    for rows in _by_seq(log, list(places), after=min(places.values())):
        with database.writing() as session:
            told += _insert(session, consumer, rows)
            session.execute(sa.update(CAUGHT_UP).where(here).values(reading=rows[-1].seq))
    with database.writing() as session:
        session.execute(sa.update(CAUGHT_UP).where(here).values(reading=None))
    return told


def _insert(session: Session, consumer: str, rows: Sequence[Any]) -> int:
    now = clock.now()
    due = [
        {
            "consumer": consumer,
            "event_id": row.id,
            "state": "retry",
            # In the order of the log, which the inbox follows.
            "due_at": now + place * _MOMENT,
            "envelope": row.envelope,
            "received_at": now,
        }
        for place, row in enumerate(rows, start=-len(rows))
    ]
    new = insert_new(session, INBOX, due, unique=("consumer", "event_id"), returning="event_id")
    return len(new)


def _by_seq(
    log: Database, types: Sequence[str], *, after: int, since: dt.datetime | None = None
) -> Iterator[Sequence[Any]]:
    """All events written, including those that the relay has not yet marked as published."""
    for _, rows in _read(log, types, after=after, since=since, page=_PAGE):
        for start in range(0, len(rows), _PAGE):
            yield rows[start : start + _PAGE]


def _read(
    log: Database,
    types: Sequence[str],
    *,
    after: int,
    page: int,
    since: dt.datetime | None = None,
) -> Iterator[tuple[int, Sequence[Any]]]:
    """The log by files, then by pages: how far it is read, and what of it was asked for."""
    columns = OUTBOX.c
    while True:
        chosen = sa.select(
            columns.seq, columns.id, columns.aggregate, columns.version, columns.envelope
        ).where(columns.seq > after, columns.type.in_(types))
        if since is not None:
            chosen = chosen.where(columns.created_at >= since)
        file, rows = _next(log, chosen.order_by(columns.seq).limit(page), after)
        if file is not None:
            old = _Row.all(file.rows(), after)
            after = file.last
            rows = [
                row
                for row in old
                if row.type in types and (since is None or row.created_at >= since)
            ]
        elif rows:
            after = rows[-1].seq
        else:
            return
        yield after, rows


def _next(
    log: Database, page: sa.Select[Any], after: int, *, place: int = 0
) -> tuple[File | None, Sequence[Any]]:
    """The next file, or where there is none the page of the table; of one state of the database.

    So what is moved meanwhile is found in either place. The file is read without a transaction: the
    server ends one in which nothing is asked for long.
    """
    with log.reading() as session:
        file = archiving.file_after(session, after, place=place)
        return file, session.execute(page).all() if file is None else ()


def newest_of_each(
    log: Database, types: Sequence[str], *, after: int = 0, only: Sequence[int] | None = None
) -> Iterator[tuple[int, list[Event]]]:
    """The log by pieces: how far it is read, and of each aggregate the newest event of the piece.

    Also of events that the relay has not yet noted as published. For events that carry the whole
    state, so that older ones say nothing more. `only`: of these numbers, which are new.
    """
    for read, rows in _pieces(log, types, after, only):
        newest: dict[str, Any] = {}
        for row in rows:
            if row.aggregate not in newest or newest[row.aggregate].version <= row.version:
                newest[row.aggregate] = row
        yield read, [envelopes.read(row.envelope).event() for row in newest.values()]


def every(
    log: Database, types: Sequence[str], *, after: int = 0, only: Sequence[int] | None = None
) -> Iterator[tuple[int, list[Delivered[Any]]]]:
    """The log by pieces: how far it is read, and each event of the piece as it was delivered.

    Also events that the relay has not yet noted as published. `only`: of these numbers, which are
    new.
    """
    for read, rows in _pieces(log, types, after, only):
        for start in range(0, len(rows), _PIECE):
            piece = rows[start : start + _PIECE]
            told = map(envelopes.read, (row.envelope for row in piece))
            yield piece[-1].seq, [Delivered(one.event(), one) for one in told]
        if not rows:
            yield read, []


def numbers(log: Database, types: Sequence[str], *, after: int) -> set[int]:
    """The numbers of the events of these types above one, as a reader of the log finds them now."""
    chosen = sa.select(OUTBOX.c.seq).where(OUTBOX.c.seq > after, OUTBOX.c.type.in_(types))
    with log.reading() as session:
        return set(session.scalars(chosen))


def _pieces(
    log: Database, types: Sequence[str], after: int, only: Sequence[int] | None
) -> Iterator[tuple[int, Sequence[Any]]]:
    if only is None:
        yield from _read(log, types, after=after, page=_PIECE)
        return
    # What is so new lies in no file yet.
    for start in range(0, len(only), _PIECE):
        part = only[start : start + _PIECE]
        chosen = sa.select(OUTBOX).where(OUTBOX.c.seq.in_(part)).order_by(OUTBOX.c.seq)
        with log.reading() as session:
            rows = session.execute(chosen).all()
        yield part[-1], rows


def last_seq(log: Database, *, before: dt.datetime | None = None) -> int:
    """The number of the newest event, or of the newest that is older than a moment; 0 if none."""
    newest = sa.select(OUTBOX.c.seq).order_by(OUTBOX.c.seq.desc()).limit(1)
    if before is not None:
        newest = newest.where(OUTBOX.c.created_at < before)
    with log.reading() as session:
        return session.scalar(newest) or 0


def newest_of(log: Database, types: Sequence[str], aggregates: Sequence[str]) -> list[Event]:
    """The newest event of each of these aggregates."""
    found: list[Event] = []
    for aggregate in aggregates:
        chosen = (
            sa.select(OUTBOX.c.envelope)
            .where(OUTBOX.c.aggregate == aggregate, OUTBOX.c.type.in_(types))
            .order_by(OUTBOX.c.version.desc())
            .limit(1)
        )
        with log.reading() as session:
            text = session.scalar(chosen)
        if text is not None:
            found.append(envelopes.read(text).event())
    missing = set(aggregates) - {str(getattr(one, one.SUBJECT)) for one in found}
    return [*found, *_newest_in_files(log, types, missing)]


def _newest_in_files(log: Database, types: Sequence[str], aggregates: set[str]) -> Iterator[Event]:
    if not aggregates:
        return
    newest: dict[str, dict[str, Any]] = {}
    with log.reading() as session:
        files = archiving.files(session)
    for file in files:
        for row in file.rows():
            known = newest.get(row["aggregate"])
            if row["aggregate"] not in aggregates or row["type"] not in types:
                continue
            if known is None or known["version"] <= row["version"]:
                newest[row["aggregate"]] = row
    for row in newest.values():
        yield envelopes.read(row["envelope"]).event()


class _Row:
    """An event of a file as the outbox has it."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.seq, self.pos = found["seq"], found["pos"]
        self.id = UUID(found["id"])
        self.type, self.aggregate, self.version = (
            found["type"],
            found["aggregate"],
            found["version"],
        )
        self.envelope = found["envelope"]
        self.created_at = dt.datetime.fromisoformat(found["created_at"])

    @classmethod
    def all(cls, found: Iterable[dict[str, Any]], after: int = 0) -> list[_Row]:
        return [cls(one) for one in found if one["seq"] > after]


def _pages(log: Database, first: int, last: int | None) -> Iterator[Sequence[Any]]:
    """The events of these places, in their order within each file and within the table."""
    after, seq = first - 1, 0
    while True:
        # What a file has and the table too, as the last seal of the audit, is told once.
        not_told = sa.and_(OUTBOX.c.pos > after, OUTBOX.c.seq > seq)
        page = sa.select(OUTBOX).where(not_told).order_by(OUTBOX.c.pos).limit(_PAGE)
        if last is not None:
            page = page.where(OUTBOX.c.pos <= last)
        file, rows = _next(log, page, seq, place=after)
        if file is not None:
            seq = file.last
            old = [row for row in _Row.all(file.rows()) if row.pos > after]
            rows = sorted(
                (row for row in old if last is None or row.pos <= last), key=lambda row: row.pos
            )
            for start in range(0, len(rows), _PAGE):
                yield rows[start : start + _PAGE]
        elif rows:
            after = rows[-1].pos
            yield rows
        else:
            return
