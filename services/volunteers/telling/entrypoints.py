"""The clock that reminds people of tomorrow."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every
from runtime import clock
from runtime.logs import logger
from services.volunteers.telling import operations

log = logger(__name__)

_SECONDS = 60.0


class TellingEntrypoints(Service):
    """Reminders the evening before."""

    @every(_SECONDS)
    def remind_of_tomorrow(self, work: Work) -> None:
        reminded = operations.remind(work.session, clock.now())
        if reminded:
            log.info("shifts_reminded", count=reminded)
