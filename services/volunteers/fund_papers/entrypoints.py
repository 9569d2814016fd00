"""The clock that reminds people to settle."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every
from runtime import clock
from runtime.logs import logger
from services.volunteers.fund_papers import operations
from vocabulary.periods import day_of

log = logger(__name__)

_SECONDS = 3600.0


class FundPapersEntrypoints(Service):
    """Reminders to settle."""

    @every(_SECONDS)
    def remind_to_settle(self, work: Work) -> None:
        reminded = operations.remind(work.session, day_of(clock.now()))
        if reminded:
            log.info("fund_projects_reminded", count=reminded)
