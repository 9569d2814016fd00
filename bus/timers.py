"""Work that the clock starts."""

from __future__ import annotations

import threading
from collections.abc import Callable

from nameko.extensions import Entrypoint

from audit import context
from bus.process import Process
from bus.work import Work
from runtime import clock
from runtime.clock_trust import TRUST
from runtime.database import is_absent
from runtime.identifiers import new_id
from runtime.logs import in_one_line, logger
from vocabulary.origins import Origin

log = logger(__name__)


#: The first turn comes by then, so that hourly work is done in a process that never lives an hour.
_FIRST_SECONDS = 60.0


class Timer(Entrypoint):
    """Calls a method every so many seconds, each time in its own transaction.

    If it waits for others, it gets the database and opens short transactions itself, so that no
    lock is held while another server is slow. It also gets a call that says whether the process
    stops, and ends its turn soon if so.
    """

    def __init__(self, seconds: float, *, waits_for_others: bool = False) -> None:
        super().__init__()
        self._seconds = seconds
        self._waits_for_others = waits_for_others
        self._stopped = threading.Event()
        self._ended = threading.Event()

    def setup(self) -> None:
        """Find the service's database."""
        process: Process = self.container.config["process"]
        name = self.container.service_cls.database_name
        self._database = process.database(name)
        self._service = self.container.service_cls()

    def start(self) -> None:
        """Begin."""
        self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """Finish the current turn."""
        self._stopped.set()
        self._ended.wait()

    def _run(self) -> None:
        try:
            seconds = min(self._seconds, _FIRST_SECONDS)
            while not self._stopped.wait(seconds):
                self._turn()
                seconds = self._seconds
        finally:
            self._ended.set()

    def _turn(self) -> None:
        clock.now()
        if TRUST.doubt is not None and not self._waits_for_others:
            # What it ends, numbers or erases by a wrong clock cannot be undone.
            log.error("timer_stands", timer=self.method_name, why=TRUST.doubt)
            return
        began = clock.monotonic()
        deed = context.Deed(f"{self.container.service_name}.{self.method_name}", role="system")
        origin = Origin(program="timer")
        with context.about(correlation_id=str(new_id()), origin=origin, deed=deed):
            try:
                self._call(getattr(self._service, self.method_name))
            except Exception as failure:
                if is_absent(failure):
                    log.warning("surroundings_away", timer=deed.name, error=in_one_line(failure))
                else:
                    log.exception("timer_failed", timer=deed.name)
            else:
                log.debug("timer", seconds=round(clock.monotonic() - began, 4))

    def _call(self, method: Callable[..., None]) -> None:
        if self._waits_for_others:
            method(self._database, self._stopped.is_set)
        else:
            with self._database.writing() as session:
                method(Work(session))
