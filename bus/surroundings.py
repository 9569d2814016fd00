"""Whether a database takes what is written; while it does not, no message is kept in hand.

A message that a consumer holds longer than the broker's `consumer_timeout` comes again, and counts
as delivered once more each time; after twenty times the broker gives it up. So while a database is
away, read-only or full, its consumers are cancelled and the broker keeps the messages.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import eventlet
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.clock_guard import ClockGuard
from runtime import clock, disk, waiting
from runtime.clock_trust import TRUST
from runtime.database import Database, is_absent, is_refused
from runtime.health import HEALTH
from runtime.logs import in_one_line, logger

log = logger(__name__)

#: A write that takes longer has failed.
_ANSWER_SECONDS = 5.0
_PULSE_SECONDS = 5.0
#: A restart of the database is over by then; what it holds up stays in hand.
_PATIENCE_SECONDS = 3.0
#: About 64 kB: a database whose disk is full may still have room for one row.
_FILLING = sa.text(
    "CREATE TEMPORARY TABLE linli_room ON COMMIT DROP AS "
    "SELECT repeat('x', 1900) AS filling FROM generate_series(1, 32)"
)
_WRITABLE = sa.text("SELECT pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'")
#: Into the server's log and to its disk, but into no table.
_PULSE = sa.text("SELECT pg_logical_emit_message(true, 'linli', '')")


class NotWritable(Exception):  # noqa: N818 - a state of the surroundings
    """The database answers, and takes nothing."""


class Away(Exception):  # noqa: N818 - a state of the surroundings
    """The database takes nothing now: give the messages back to the broker."""


class Surroundings:
    """Feels the pulse of one database by writing to it, and remembers whether that worked."""

    def __init__(self, name: str, database: Database) -> None:
        self._name = name
        self._database = database
        # With a connection of its own: a pool that is used up is no database that is away.
        self._own = Database(database.url, pool_size=1) if database.is_postgres else database
        self._guard = ClockGuard(name)
        self._suspected = False
        self._failing_since: float | None = None
        self._words: str | None = None
        self._beside: list[Callable[[Session], None]] = []
        self._nudged = threading.Event()
        self._stopping = False
        self._thread: Any = None

    def start(self) -> None:
        """Begin to feel the pulse."""
        self._thread = eventlet.spawn(self._run)
        HEALTH.watch(f"writing {self._name}", self.trouble)

    def stop(self) -> None:
        """End."""
        self._stopping = True
        self._nudged.set()
        HEALTH.forget(f"writing {self._name}")
        if self._thread is not None:
            with eventlet.Timeout(_ANSWER_SECONDS, False):
                self._thread.wait()
        if self._own is not self._database:
            self._own.close()

    @property
    def is_away(self) -> bool:
        """Whether it has taken nothing for longer than a restart takes."""
        since = self._failing_since
        # What waits for a clock to be confirmed lies with the broker, too.
        if TRUST.is_refusing:
            return True
        return since is not None and clock.monotonic() - since >= _PATIENCE_SECONDS

    def beside_each_pulse(self, write: Callable[[Session], None]) -> None:
        """Write this too, as a sign of life that others see in the database."""
        self._beside.append(write)

    def suspect(self) -> None:
        """A write of somebody failed because the database seems away: look at once."""
        if not self._suspected:
            self._suspected = True
            self._nudged.set()

    def trouble(self) -> str | None:
        """Why nothing can be written; None while it can."""
        if self._thread is not None and self._thread.dead:
            return "it has ended; restart this process"
        return self._words if self.is_away else None

    def _run(self) -> None:
        pauses = waiting.growing_pauses(0.5, _PULSE_SECONDS)
        while not self._stopping:
            self._nudged.clear()
            try:
                self._write()
            except Exception as failure:  # noqa: BLE001 - whatever it is, nothing was written
                self._failed(failure)
                pause = next(pauses)
            else:
                self._succeeded()
                pauses = waiting.growing_pauses(0.5, _PULSE_SECONDS)
                pause = _PULSE_SECONDS
            self._nudged.wait(pause)

    def _failed(self, failure: Exception) -> None:
        self._words = f"nothing can be written: {in_one_line(failure)}"
        if self._failing_since is None:
            self._failing_since = clock.monotonic()
            log.warning("database_takes_nothing", database=self._name, error=in_one_line(failure))

    def _succeeded(self) -> None:
        if self._failing_since is not None:
            seconds = round(clock.monotonic() - self._failing_since, 1)
            log.info("database_takes_again", database=self._name, after_seconds=seconds)
        self._failing_since = self._words = None
        self._suspected = False

    def _write(self) -> None:
        silent = TimeoutError(f"no answer within {_ANSWER_SECONDS:.0f} s")
        with eventlet.Timeout(_ANSWER_SECONDS, silent):
            if self._own.is_postgres:
                self._write_to_server()
            else:
                self._write_to_file()

    def _write_to_server(self) -> None:
        with self._own.writing() as session:
            in_recovery, is_read_only = session.execute(_WRITABLE).one()
            if in_recovery or is_read_only:
                raise NotWritable("a stand-by" if in_recovery else "read-only")
            session.execute(_PULSE)
            for write in self._beside:
                write(session)
            self._guard.look(session)
            if self._suspected:
                self._try_room(session)

    def _try_room(self, session: Any) -> None:
        try:
            session.execute(_FILLING)
        except sa.exc.DBAPIError as failure:
            if not is_refused(failure):
                raise
            session.rollback()

    def _write_to_file(self) -> None:
        file = sa.make_url(self._database.url).database
        if file and (why := disk.trouble(Path(file).parent)) is not None:
            raise NotWritable(why)
        with self._own.writing() if self._guard.is_mark_due else self._own.reading() as session:
            self._guard.look(session)
        if self._suspected:
            # Only then: others who want to write wait meanwhile.
            with self._own.writing_connection() as connection:
                count = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
                connection.exec_driver_sql(f"PRAGMA user_version={(count + 1) % 2**31}")


def is_about_the_surroundings(failure: BaseException) -> bool:
    """Whether the database is at fault, not the message."""
    return isinstance(failure, Away | NotWritable) or is_absent(failure)
