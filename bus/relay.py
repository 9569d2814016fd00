"""From the outbox to the broker: in order, confirmed, by one relay for each database.

Several relays on one database break the order of an aggregate's events, so one leads (PostgreSQL
advisory lock) and the others stand by. The leader's lease is its beat: where it stops, one that
stands by ends the leader's session with the database and takes over. A crash between the confirmation and its note makes a
duplicate with the same id, which the inboxes absorb.

The broker does not say which of an event's queues refused it. So such an event goes to each of them
by itself, is noted, and is owed to the one that still refuses: that queue is tried with growing
pauses, and nothing else waits for it. Meanwhile events go to the other queues one by one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import itertools
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import eventlet
import sqlalchemy as sa
from eventlet.hubs import trampoline
from sqlalchemy.orm import Session

from bus import bells, epochs, failpoints
from bus.messages import BrokerAway, Outcome, Outgoing, Publisher
from bus.naming import (
    AGAIN_EXCHANGE,
    DIGESTS_KEY,
    PUBLIC_EXCHANGE,
    STREET_DIGESTS,
    STREET_FEED,
)
from bus.tables import DEAD_LETTER, LEASE, OUTBOX, OWED
from contracts import envelope as envelopes
from runtime import clock, metrics, waiting
from runtime.database import Database
from runtime.health import HEALTH
from runtime.logs import in_one_line, logger

log = logger(__name__)

_AT_ONCE = 200
_LOOK_SECONDS = 1.0
_CONFIRM_SECONDS = 10.0
#: On one machine a publication takes no time in which events could gather for the next one, and
#: each is a transaction here and one in each subscription. RabbitMQ takes its time by itself.
_GATHER_SECONDS = 0.05
#: Between two tries of a queue that refuses.
_HOLD_SECONDS, _HOLD_LONGEST_SECONDS = 1.0, 30.0
_LONGEST_PAUSE_SECONDS = 30.0
#: A turn of giving a queue what it is owed.
_PAYING_SECONDS = 1.0
_TAKEN = {Outcome.CONFIRMED, Outcome.UNROUTABLE}
#: An event that waits longer makes the process not ready.
_LAG_SECONDS = 30.0
_MEASURE_SECONDS = 5.0
#: So often one that stands by looks, a second apart, before it takes a leader that does not beat for
#: one that hangs. Its looks count, not a clock: it may have been stopped itself.
_SILENT_LOOKS = 18
_LOCK = int.from_bytes(hashlib.sha256(b"relay").digest()[:6], "big")
#: Clocks that differ by more tell wrong times; requests are answered all the same.
_OFFSET_SECONDS = 2.0


@dataclass
class _Held:
    """A queue that refused: when it is tried again, and the pauses after that."""

    until: float
    pauses: Iterator[float]


@dataclass
class _Errand:
    """One event for one queue."""

    row: Any
    place: int
    target: str
    is_silent: bool = False


class _Silence:
    """The looks in a row at a leader that does not beat."""

    def __init__(self) -> None:
        self._beats: int | None = None
        self._looks = 0

    def is_long(self, beats: int | None, *, is_away: bool) -> bool:
        """Whether the leader hangs, after one more look; then it counts from the beginning.

        While nobody can beat, no look counts, so a leader has its time once it can again.
        """
        is_silent = beats is not None and beats == self._beats and not is_away
        self._looks = self._looks + 1 if is_silent else 0
        self._beats = beats
        if self._looks < _SILENT_LOOKS:
            return False
        self._looks = 0
        return True


def _pauses_of_a_queue() -> Iterator[float]:
    return waiting.growing_pauses(_HOLD_SECONDS, _HOLD_LONGEST_SECONDS)


class Relay:
    """Publishes the outbox of one database while it leads."""

    def __init__(
        self,
        name: str,
        database: Database,
        publisher: Publisher,
        *,
        may_publish: threading.Event,
        queues_of: Callable[[str, str], Sequence[str]] = lambda _exchange, _key: (),
        is_away: Callable[[], bool] = lambda: False,
    ) -> None:
        """Make one for a database.

        `queues_of`: the queues of subscriptions behind an exchange and a routing key. `is_away`:
        whether nothing can be written now, and so nobody can beat.
        """
        self._is_away = is_away
        self._name = name
        self._database = database
        self._publisher = publisher
        self._may_publish = may_publish
        self._queues_of = queues_of
        self._held: dict[str, _Held] = {}
        self._position = 0
        self._stopping = False
        self._nudged = threading.Event()
        self._thread: Any = None
        self._leads = False
        self._lag_seconds = 0.0
        self._measure_at = 0.0
        self._clocks: str | None = None
        self._owed: dict[str, int] = {}
        self._waits_seconds = 0.0

    def start(self) -> None:
        """Begin to stand by."""
        bells.hang(self._database, self._nudged.set)
        self._thread = eventlet.spawn(self._run)
        HEALTH.watch(f"relay {self._name}", self._trouble)
        HEALTH.advise(f"clock {self._name}", lambda: self._clocks)
        # No check: what one consumer does not take must not keep this process from serving.
        HEALTH.advise(f"owed {self._name}", self._owing)
        HEALTH.advise(f"restored {self._name}", self._waiting)

    def stop(self) -> None:
        """Publish what is ready, then let another lead."""
        self._stopping = True
        self._nudged.set()
        HEALTH.forget(f"relay {self._name}")
        HEALTH.forget(f"clock {self._name}")
        HEALTH.forget(f"owed {self._name}")
        HEALTH.forget(f"restored {self._name}")
        if self._thread is not None:
            with eventlet.Timeout(_CONFIRM_SECONDS, False):
                self._thread.wait()

    def _run(self) -> None:
        pauses = waiting.growing_pauses(0.5, 10.0)
        while not self._stopping:
            if not self._may_publish.wait(_LOOK_SECONDS):
                continue
            try:
                with self._leading() as connection:
                    pauses = waiting.growing_pauses(0.5, 10.0)
                    self._lead(connection)
            except Exception as failure:  # noqa: BLE001 - for any error: stand by and try again
                log.warning("relay_interrupted", database=self._name, error=in_one_line(failure))
                waiting.pause(next(pauses))

    @contextlib.contextmanager
    def _leading(self) -> Iterator[sa.Connection]:
        with self._database.engine.connect() as connection:
            if self._database.is_postgres:
                # The lock lives as long as this connection, which must not return to the pool.
                connection.detach()
                self._await_lock(connection)
            log.info("relay_leads", database=self._name)
            metrics.RELAY_LEADS.labels(self._name).set(1)
            self._leads = True
            try:
                yield connection
            finally:
                metrics.RELAY_LEADS.labels(self._name).set(0)
                self._leads = False

    def beat(self, session: Session) -> None:
        """Show those who stand by that this leader lives."""
        if self._leads:
            # In the process's own loop: what hangs, or is stopped, does not beat.
            session.execute(_is_lease(sa.update(LEASE)).values(beats=LEASE.c.beats + 1))

    def _await_lock(self, connection: sa.Connection) -> None:
        silence = _Silence()
        while not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_LOCK))):
            beats = connection.scalar(_is_lease(sa.select(LEASE.c.beats)))
            if silence.is_long(beats, is_away=self._is_away()):
                ended = connection.execute(_END_HOLDER, _LOCK_PARTS).all()
                log.error("relay_taken_over", database=self._name, sessions=len(ended))
            connection.rollback()
            if self._stopping:
                raise BrokerAway("stopped while standing by")
            # The leader may hang: the ones standing by must show that in their metrics.
            self._measure_now_and_then(connection)
            waiting.pause(_LOOK_SECONDS)
        found = connection.execute(_is_lease(sa.update(LEASE)).values(beats=LEASE.c.beats + 1))
        if not found.rowcount:
            connection.execute(sa.insert(LEASE).values(name=_LEASE, beats=0))
        connection.commit()
        bells.listen(connection)
        connection.commit()

    def _lead(self, connection: sa.Connection) -> None:
        if not self._epoch_began(connection):
            return
        with connection.begin():
            self._position = epochs.last_place(connection)
            for target in connection.scalars(sa.select(OWED.c.target).distinct()).all():
                self._hold(target)
        pauses = waiting.growing_pauses(_LOOK_SECONDS, _LONGEST_PAUSE_SECONDS)
        while True:
            self._nudged.clear()
            self._measure_now_and_then(connection)
            with connection.begin():
                rows = connection.execute(self._next_rows()).all()
            try:
                if self._held:
                    self._pay(connection)
                if rows and self._publish(connection, rows):
                    pauses = waiting.growing_pauses(_LOOK_SECONDS, _LONGEST_PAUSE_SECONDS)
                    if not self._database.is_postgres and not self._stopping:
                        waiting.pause(_GATHER_SECONDS)
                    continue
            except BrokerAway as away:
                if self._stopping:
                    raise
                log.warning("relay_waits", database=self._name, reason=str(away), events=len(rows))
            if rows:
                # What is published again may be there twice, so it waits longer each time.
                waiting.pause(next(pauses))
            elif self._stopping:
                return
            elif not self._may_pay():
                self._wait(connection)

    def _epoch_began(self, connection: sa.Connection) -> bool:
        """Wait until no other restore can begin the same epoch; False: stopped before."""
        with connection.begin():
            seconds = epochs.seconds_until_over(connection, clock.now())
        if seconds:
            log.info("relay_waits_for_epoch", database=self._name, seconds=round(seconds, 1))
        until = clock.monotonic() + seconds
        try:
            while (left := until - clock.monotonic()) > 0:
                if self._stopping:
                    return False
                self._waits_seconds = left
                self._measure_now_and_then(connection)
                waiting.pause(min(left, _LOOK_SECONDS))
        finally:
            self._waits_seconds = 0.0
        return True

    def _publish(self, connection: sa.Connection, rows: Sequence[Any]) -> bool:
        """Whether anything was noted."""
        placed = list(enumerate(rows, self._position + 1))
        together = [one for one in placed if not self._is_held(one[1])]
        outcomes = self._given([_message(row, place) for place, row in together])
        failpoints.passing("after_confirm")
        done = {
            row.seq for (_, row), found in zip(together, outcomes, strict=True) if found in _TAKEN
        }
        for outcome, count in Counter(outcomes).items():
            metrics.PUBLISHED.labels("event", outcome.value if outcome else "silent").inc(count)
        if done and len(done) == len(rows):
            self._held.pop(PUBLIC_EXCHANGE, None)
        owed = self._one_by_one([one for one in placed if one[1].seq not in done])
        noted = [row.seq for row in rows]
        if owed is None:
            # The broker went away: what follows the last certain one keeps its place.
            certain = itertools.takewhile(lambda row: row.seq in done, rows)
            noted, owed = [row.seq for row in certain], []
        self._note(connection, noted, owed)
        return bool(noted)

    def _given(
        self, messages: Sequence[Outgoing], publisher: Publisher | None = None
    ) -> Sequence[Outcome | None]:
        """What became of each; None: the broker is there and silent.

        Raises:
            BrokerAway: it is not there, and nothing is certain.
        """
        if not messages:
            return []
        try:
            return (publisher or self._publisher).publish(
                messages, timeout_seconds=_CONFIRM_SECONDS, patient=not self._stopping
            )
        except BrokerAway as away:
            if self._stopping or not (away.is_connected or any(away.outcomes)):
                raise
            log.warning("relay_waits", database=self._name, reason=str(away), events=len(messages))
            return away.outcomes

    def _one_by_one(self, placed: Sequence[tuple[int, Any]]) -> list[dict[str, Any]] | None:
        """Give events to each of their queues by itself; what is owed then. None: it went away."""
        wanted = [_Errand(row, place, to) for place, row in placed for to in self._targets(row)]
        try:
            missing = self._sent(wanted)
            # To our streams by themselves, where one of them or a queue of others refuses.
            beside = [one for one in missing if one.target == PUBLIC_EXCHANGE]
            no_stream = self._sent(
                [_Errand(one.row, one.place, to) for one in beside for to in _streams_of(one.row)]
            )
            missing = [*(one for one in missing if one not in beside), *no_stream]
        except BrokerAway as away:
            log.warning("relay_waits", database=self._name, reason=str(away), events=len(placed))
            return None
        ours = {one.place for one in no_stream}
        of_others = [one.place for one in beside if one.place not in ours]
        if of_others:
            # Told once more they would be there twice for all others, and in the feed for ever.
            log.error(
                "queue_of_others_refuses",
                database=self._name,
                events=len(of_others),
                first=min(of_others),
                last=max(of_others),
            )
        return [
            {"target": one.target, "seq": one.row.seq, "tries": int(one.is_silent)}
            for one in missing
        ]

    def _sent(self, errands: Sequence[_Errand]) -> list[_Errand]:
        """Those that were not taken; the ones for held queues are not even tried.

        Raises:
            BrokerAway: nothing at all was taken or refused.
        """
        held = {target for target in {one.target for one in errands} if self._holds(target)}
        asked = [one for one in errands if one.target not in held]
        missing = [one for one in errands if one.target in held]
        try:
            outcomes = self._given([_to(one.target, one.row, one.place) for one in asked])
        except BrokerAway as away:
            if not away.is_refused:
                raise
            outcomes = self._each_by_itself(asked)
        if asked and not any(outcomes):
            raise BrokerAway("the broker is silent")
        for one, found in zip(asked, outcomes, strict=True):
            if found not in _TAKEN:
                one.is_silent = found is None
                missing.append(one)
                if not self._holds(one.target):
                    log.warning("queue_refuses", database=self._name, queue=one.target)
                    self._hold(one.target)
        return missing

    def _each_by_itself(self, asked: Sequence[_Errand]) -> list[Outcome | None]:
        """What became of each, where the broker closed the channel over one: a channel a queue.

        Raises:
            BrokerAway: it is not there.
        """
        outcomes: dict[int, Outcome | None] = {}
        for target in dict.fromkeys(one.target for one in asked):
            mine = [one for one in asked if one.target == target]
            with self._own_channel() as publisher:
                try:
                    found = self._given(
                        [_to(target, one.row, one.place) for one in mine], publisher
                    )
                except BrokerAway as away:
                    if not away.is_refused:
                        raise
                    log.warning(
                        "queue_unreachable", database=self._name, queue=target, reason=str(away)
                    )
                    found = [Outcome.REFUSED] * len(mine)
            outcomes.update(zip(map(id, mine), found, strict=True))
        return [outcomes[id(one)] for one in asked]

    @contextlib.contextmanager
    def _own_channel(self) -> Iterator[Publisher]:
        publisher = self._publisher.fresh()
        publisher.start()
        try:
            yield publisher
        finally:
            publisher.stop()

    def _note(
        self, connection: sa.Connection, numbers: list[int], owed: Sequence[dict[str, Any]] = ()
    ) -> None:
        if not numbers:
            return
        with self._changing(connection):
            if owed:
                connection.execute(sa.insert(OWED), list(owed))
            if self._database.is_postgres:
                connection.execute(
                    _NOTE, {"start": self._position, "numbers": numbers, "now": clock.now()}
                )
            else:
                connection.execute(
                    sa.update(OUTBOX)
                    .where(OUTBOX.c.seq == sa.bindparam("number"))
                    .values(pos=sa.bindparam("place"), published_at=clock.now()),
                    [
                        {"number": number, "place": place}
                        for place, number in enumerate(numbers, self._position + 1)
                    ],
                )
        failpoints.passing("after_note")
        self._position += len(numbers)

    def _targets(self, row: Any) -> list[str]:
        """Each queue that gets an event, and the feed with all queues of other programs."""
        _, source, name = row.type.split(".")
        return [*self._queues_of(f"{source}.events", name), PUBLIC_EXCHANGE]

    def _is_held(self, row: Any) -> bool:
        return bool(self._held) and any(self._holds(target) for target in self._targets(row))

    def _holds(self, target: str) -> bool:
        if target == PUBLIC_EXCHANGE:
            # It is owed nothing, so the next event tries it.
            return target in self._held and self._held[target].until > clock.monotonic()
        return target in self._held

    def _hold(self, target: str) -> None:
        pauses = self._held[target].pauses if target in self._held else _pauses_of_a_queue()
        self._held[target] = _Held(clock.monotonic() + next(pauses), pauses)

    def _may_pay(self) -> bool:
        """Whether a queue may be given what it is owed."""
        return any(
            target != PUBLIC_EXCHANGE and held.until <= clock.monotonic()
            for target, held in self._held.items()
        )

    def _pay(self, connection: sa.Connection) -> None:
        """Try the queues that are owed events, whose pause is over."""
        for target, held in list(self._held.items()):
            if target == PUBLIC_EXCHANGE or held.until > clock.monotonic():
                continue
            try:
                self._pay_to(connection, target)
            except BrokerAway as away:
                self._hold(target)
                # Where the broker is there, its channel was closed for this queue alone.
                if self._stopping or self._publisher.trouble():
                    raise
                log.warning(
                    "queue_unreachable", database=self._name, queue=target, reason=str(away)
                )

    def _pay_to(self, connection: sa.Connection, target: str) -> None:
        with self._own_channel() as publisher:
            is_paid = self._pay_with(publisher, connection, target)
        if is_paid is None:
            # Much is owed, and takes what it has: others have their turn between.
            self._held[target].until = clock.monotonic()
            return
        if not is_paid:
            self._hold(target)
            return
        log.info("queue_takes_again", database=self._name, queue=target)
        del self._held[target]
        self._publisher.renew()

    def _pay_with(
        self, publisher: Publisher, connection: sa.Connection, target: str
    ) -> bool | None:
        """Whether nothing is owed any more; None: so far everything was taken, more is owed."""
        until = clock.monotonic() + _PAYING_SECONDS
        # First one alone: a queue that refuses keeps nothing, but one that is silent may.
        rows = self._owed_to(connection, target, limit=1)
        while rows:
            outcomes = self._given([_to(target, row, row.pos) for row in rows], publisher)
            found = list(zip(rows, outcomes, strict=True))
            taken = [row.seq for row, outcome in found if outcome in _TAKEN]
            silent = [row.seq for row, outcome in found if outcome is None]
            with self._changing(connection):
                here = OWED.c.target == target
                connection.execute(sa.delete(OWED).where(here, OWED.c.seq.in_(taken)))
                tried = sa.update(OWED).where(here, OWED.c.seq.in_(silent))
                connection.execute(tried.values(tries=OWED.c.tries + 1))
            if len(taken) < len(rows):
                return False
            if clock.monotonic() >= until:
                return None
            rows = self._owed_to(connection, target, limit=_AT_ONCE)
        return True

    def _owed_to(self, connection: sa.Connection, target: str, *, limit: int) -> Sequence[Any]:
        with connection.begin():
            return connection.execute(_owed(target, limit=limit)).all()

    @contextlib.contextmanager
    def _changing(self, connection: sa.Connection) -> Iterator[None]:
        # On SQLite the writer's place is shared with the services of this process.
        with self._database.write_lock(), connection.begin():
            yield

    def _next_rows(self) -> sa.Select[Any]:
        return (
            sa.select(
                OUTBOX.c.seq,
                OUTBOX.c.id,
                OUTBOX.c.type,
                OUTBOX.c.envelope,
                OUTBOX.c.created_at,
            )
            .where(OUTBOX.c.pos.is_(None))
            .order_by(OUTBOX.c.seq)
            .limit(_AT_ONCE)
        )

    def _wait(self, connection: sa.Connection) -> None:
        """Until there may be something to publish."""
        if not self._database.is_postgres:
            # Another process may have written it, and nobody tells.
            self._nudged.wait(_LOOK_SECONDS)
            return
        while not (self._is_told(connection) or self._stopping or self._may_pay()):
            # Writers of events say so, and to ask for them each second would be idle.
            if clock.monotonic() >= self._measure_at:
                return

    def _is_told(self, connection: sa.Connection) -> bool:
        """Whether somebody said within a second that there is something."""
        raw: Any = connection.connection.dbapi_connection
        # It may have said so along with the answer to the look before.
        if not raw.notifies:
            with contextlib.suppress(eventlet.Timeout):
                trampoline(raw.fileno(), read=True, timeout=_LOOK_SECONDS)
        raw.poll()
        is_told = bool(raw.notifies)
        raw.notifies.clear()
        return is_told

    def _measure_now_and_then(self, connection: sa.Connection) -> None:
        if clock.monotonic() >= self._measure_at:
            self._measure(connection)
            self._measure_at = clock.monotonic() + _MEASURE_SECONDS

    def _measure(self, connection: sa.Connection) -> None:
        with connection.begin():
            count, oldest = connection.execute(
                sa.select(sa.func.count(), sa.func.min(OUTBOX.c.created_at)).where(
                    OUTBOX.c.pos.is_(None)
                )
            ).one()
            dead = connection.scalar(
                sa.select(sa.func.count())
                .select_from(DEAD_LETTER)
                .where(DEAD_LETTER.c.settled.is_(None))
            )
            if self._database.is_postgres:
                self._compare_clocks(connection)
            owed = connection.execute(
                sa.select(OWED.c.target, sa.func.count()).group_by(OWED.c.target)
            ).all()
        metrics.DEAD_WAITING.labels(self._name).set(dead or 0)
        for target in self._owed:
            metrics.OWED.labels(self._name, target).set(0)
        self._owed = {row.target: row[1] for row in owed}
        if self._leads:
            for target in self._owed.keys() - self._held.keys():
                # Somebody asked for them again, and nobody has refused yet.
                self._held[target] = _Held(clock.monotonic(), _pauses_of_a_queue())
        for target, count in self._owed.items():
            metrics.OWED.labels(self._name, target).set(count)
        self._lag_seconds = (clock.now() - oldest).total_seconds() if oldest else 0.0
        metrics.OUTBOX_WAITING.labels(self._name).set(count)
        metrics.OUTBOX_LAG_SECONDS.labels(self._name).set(self._lag_seconds)

    def _compare_clocks(self, connection: sa.Connection) -> None:
        asked = clock.now()
        theirs: dt.datetime = connection.scalar(sa.select(sa.func.clock_timestamp())) or asked
        ahead = (asked - theirs + (clock.now() - asked) / 2).total_seconds()
        metrics.CLOCK_OFFSET_SECONDS.labels(self._name).set(ahead)
        if abs(ahead) <= _OFFSET_SECONDS:
            self._clocks = None
            return
        if self._clocks is None:
            log.warning("clocks_differ", database=self._name, seconds_ahead=round(ahead, 1))
        way = "ahead of" if ahead > 0 else "behind"
        self._clocks = f"this machine's clock is {abs(ahead):.0f} s {way} its database's"

    def _trouble(self) -> str | None:
        if self._thread.dead:
            return "it has ended; restart this process"
        # Among several processes only a restart of the leader can mend it.
        if self._leads and not self._waits_seconds and self._lag_seconds > _LAG_SECONDS:
            return f"the oldest event has waited {self._lag_seconds:.0f} s"
        return None

    def _waiting(self) -> str | None:
        if not self._waits_seconds:
            return None
        return f"restored just now; events flow in {self._waits_seconds:.0f} s"

    def _owing(self) -> str | None:
        if not (self._leads and self._owed):
            return None
        return "refused, kept and tried again: " + ", ".join(
            f"{count} for {target}" for target, count in sorted(self._owed.items())
        )


_LEASE = "relay"
_LOCK_PARTS = {"high": _LOCK >> 32, "low": _LOCK & 0xFFFFFFFF}
_END_HOLDER = sa.text("""
SELECT pg_terminate_backend(pid) FROM pg_locks
WHERE locktype = 'advisory' AND granted AND objsubid = 1
AND classid = CAST(CAST(:high AS bigint) AS oid) AND objid = CAST(CAST(:low AS bigint) AS oid)
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
""")
_NOTE = sa.text("""
UPDATE outbox SET pos = :start + chosen.place, published_at = :now, error = NULL
FROM unnest(CAST(:numbers AS bigint[])) WITH ORDINALITY AS chosen(number, place)
WHERE outbox.seq = chosen.number
""")


def _owed(target: str, *, limit: int) -> sa.Select[Any]:
    # First what the broker was silent about least often: silence may have been a copy.
    return (
        sa.select(
            OUTBOX.c.seq,
            OUTBOX.c.id,
            OUTBOX.c.type,
            OUTBOX.c.envelope,
            OUTBOX.c.created_at,
            OUTBOX.c.pos,
        )
        .join(OWED, OWED.c.seq == OUTBOX.c.seq)
        .where(OWED.c.target == target)
        .order_by(OWED.c.tries, OWED.c.seq)
        .limit(limit)
    )


def _is_lease(statement: Any) -> Any:
    return statement.where(LEASE.c.name == _LEASE)


def _to(target: str, row: Any, place: int) -> Outgoing:
    """One event for one queue, or for all of other programs together."""
    if target == PUBLIC_EXCHANGE:
        name = row.type.split(".")[2]
        return event_message(row, exchange=target, routing_key=name, sequence=place)
    return event_message(row, exchange=AGAIN_EXCHANGE, routing_key=target, sequence=place)


def _streams_of(row: Any) -> list[str]:
    is_digest = row.type.split(".")[2] == DIGESTS_KEY
    return [STREET_FEED, STREET_DIGESTS] if is_digest else [STREET_FEED]


def _message(row: Any, position: int) -> Outgoing:
    _, source, name = row.type.split(".")
    return event_message(row, exchange=f"{source}.events", routing_key=name, sequence=position)


def event_message(row: Any, *, exchange: str, routing_key: str, sequence: int) -> Outgoing:
    """A row of the outbox as a message; its place in the log is known only now."""
    text = f'{{"sequence":"{sequence:020d}",{row.envelope[1:]}'
    return Outgoing(
        exchange=exchange,
        routing_key=routing_key,
        body=text.encode(),
        content_type=envelopes.ONE,
        message_id=str(row.id),
        type=row.type,
        app_id=row.type.split(".")[1],
        time=row.created_at,
    )
