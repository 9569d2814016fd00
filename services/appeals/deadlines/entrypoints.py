"""The clock reminds."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every
from runtime import clock
from runtime.logs import logger
from services.appeals.deadlines import operations
from vocabulary.periods import day_of

log = logger(__name__)

_SECONDS = 15.0


class DeadlinesEntrypoints(Service):
    """A short look at what is due; nothing to do costs one look into an index."""

    @every(_SECONDS)
    def remind_of_due_days(self, work: Work) -> None:
        told = operations.remind_of_due_days(work.session, today=day_of(clock.now()))
        if told:
            log.info("due_days", **{reminder.value: count for reminder, count in told.items()})
