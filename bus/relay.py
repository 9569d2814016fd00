"""From the outbox to the broker: in order, confirmed, by one relay for each database.

Several relays on one database break the order of an aggregate's events, so one leads (PostgreSQL
advisory lock) and the others stand by. A crash between the confirmation and its note makes a
duplicate with the same id, which the inboxes absorb. A refused event holds back only its own
aggregate.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import eventlet
import sqlalchemy as sa
from eventlet.hubs import trampoline

from bus import failpoints
from bus.messages import BrokerAway, Outcome, Outgoing, Publisher
from bus.tables import DEAD_LETTER, OUTBOX
from contracts import envelope as envelopes
from runtime import clock, metrics, waiting
from runtime.database import Database
from runtime.health import HEALTH
from runtime.logs import in_one_line, logger

log = logger(__name__)

_AT_ONCE = 200
_LOOK_SECONDS = 1.0
_CONFIRM_SECONDS = 10.0
_HOLD_SECONDS = 5.0
#: An event that waits longer makes the process not ready.
_LAG_SECONDS = 30.0
_MEASURE_SECONDS = 5.0
#: Clocks that differ by more tell wrong times; requests are answered all the same.
_OFFSET_SECONDS = 2.0


class Relay:
    """Publishes the outbox of one database while it leads."""

    def __init__(
        self, name: str, database: Database, publisher: Publisher, *, may_publish: threading.Event
    ) -> None:
        self._name = name
        self._database = database
        self._publisher = publisher
        self._may_publish = may_publish
        self._held: dict[str, float] = {}
        self._position = 0
        self._stopping = False
        self._nudged = threading.Event()
        self._thread: Any = None
        self._leads = False
        self._lag_seconds = 0.0
        self._measure_at = 0.0
        self._clocks: str | None = None

    def start(self) -> None:
        """Begin to stand by."""
        self._thread = eventlet.spawn(self._run)
        HEALTH.watch(f"relay {self._name}", self._trouble)
        HEALTH.advise(f"clock {self._name}", lambda: self._clocks)

    def stop(self) -> None:
        """Publish what is ready, then let another lead."""
        self._stopping = True
        self._nudged.set()
        HEALTH.forget(f"relay {self._name}")
        HEALTH.forget(f"clock {self._name}")
        if self._thread is not None:
            with eventlet.Timeout(_CONFIRM_SECONDS, False):
                self._thread.wait()

    def nudge(self) -> None:
        """There may be something to publish."""
        self._nudged.set()

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

    def _await_lock(self, connection: sa.Connection) -> None:
        number = int.from_bytes(hashlib.sha256(b"relay").digest()[:6], "big")
        while not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(number))):
            connection.rollback()
            if self._stopping:
                raise BrokerAway("stopped while standing by")
            # The leader may hang: the ones standing by must show that in their metrics.
            self._measure_now_and_then(connection)
            waiting.pause(_LOOK_SECONDS)
        connection.commit()
        connection.execute(sa.text("LISTEN outbox"))
        connection.commit()

    def _lead(self, connection: sa.Connection) -> None:
        with connection.begin():
            self._position = connection.scalar(sa.select(sa.func.max(OUTBOX.c.pos))) or 0
        while True:
            self._nudged.clear()
            self._measure_now_and_then(connection)
            with connection.begin():
                rows = connection.execute(self._next_rows()).all()
            if rows:
                self._publish(connection, rows)
            elif self._stopping:
                return
            else:
                self._wait(connection)

    def _publish(self, connection: sa.Connection, rows: Sequence[Any]) -> None:
        messages = [
            _message(row, position) for position, row in enumerate(rows, self._position + 1)
        ]
        try:
            outcomes = self._publisher.publish(messages, timeout_seconds=_CONFIRM_SECONDS)
        except BrokerAway as away:
            if self._stopping:
                raise
            log.warning("relay_waits", database=self._name, reason=str(away), events=len(rows))
            waiting.pause(_LOOK_SECONDS)
            return
        failpoints.passing("after_confirm")
        refused = next((at for at, found in enumerate(outcomes) if found is Outcome.REFUSED), None)
        taken = rows if refused is None else rows[:refused]
        for outcome in outcomes[: len(taken)]:
            metrics.PUBLISHED.labels("event", outcome.value).inc()
        self._note(connection, [row.seq for row in taken])
        if refused is not None:
            self._hold(connection, rows[refused])

    def _note(self, connection: sa.Connection, numbers: list[int]) -> None:
        if not numbers:
            return
        with self._changing(connection):
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

    def _hold(self, connection: sa.Connection, row: Any) -> None:
        # Later events of other aggregates are published again with the places of this round.
        log.warning("event_refused", database=self._name, event_id=str(row.id), type=row.type)
        metrics.PUBLISHED.labels("event", "refused").inc()
        self._held[row.aggregate] = clock.monotonic() + _HOLD_SECONDS
        with self._changing(connection):
            connection.execute(
                sa.update(OUTBOX)
                .where(OUTBOX.c.seq == row.seq)
                .values(attempts=OUTBOX.c.attempts + 1, error="the broker refused it")
            )

    @contextlib.contextmanager
    def _changing(self, connection: sa.Connection) -> Iterator[None]:
        # On SQLite the writer's place is shared with the services of this process.
        with self._database.write_lock(), connection.begin():
            yield

    def _next_rows(self) -> sa.Select[Any]:
        now = clock.monotonic()
        self._held = {name: until for name, until in self._held.items() if until > now}
        waiting_rows = (
            sa.select(
                OUTBOX.c.seq,
                OUTBOX.c.id,
                OUTBOX.c.type,
                OUTBOX.c.aggregate,
                OUTBOX.c.envelope,
                OUTBOX.c.created_at,
            )
            .where(OUTBOX.c.pos.is_(None))
            .order_by(OUTBOX.c.seq)
            .limit(_AT_ONCE)
        )
        if self._held:
            waiting_rows = waiting_rows.where(OUTBOX.c.aggregate.not_in(list(self._held)))
        return waiting_rows

    def _wait(self, connection: sa.Connection) -> None:
        if not self._database.is_postgres:
            self._nudged.wait(_LOOK_SECONDS)
            return
        raw = connection.connection.dbapi_connection
        with contextlib.suppress(eventlet.Timeout):
            trampoline(raw.fileno(), read=True, timeout=_LOOK_SECONDS)  # type: ignore[union-attr]
        raw.poll()  # type: ignore[union-attr]
        raw.notifies.clear()  # type: ignore[union-attr]

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
        metrics.DEAD_WAITING.labels(self._name).set(dead or 0)
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
        if self._leads and self._lag_seconds > _LAG_SECONDS:
            return f"the oldest event has waited {self._lag_seconds:.0f} s"
        return None


_NOTE = sa.text("""
UPDATE outbox SET pos = :start + chosen.place, published_at = :now, error = NULL
FROM unnest(CAST(:numbers AS bigint[])) WITH ORDINALITY AS chosen(number, place)
WHERE outbox.seq = chosen.number
""")


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
