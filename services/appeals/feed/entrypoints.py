"""Reading the log, and digesting it every night."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads
from contracts.appeals.feed import ReadAppealsLog
from runtime import clock
from services.appeals.feed import operations, queries

#: A day has ended at most so long ago when it is digested.
_SECONDS = 600.0


class FeedEntrypoints(Service):
    """The register's log of events."""

    read_appeals_log = reads(ReadAppealsLog, queries.page)

    @every(_SECONDS)
    def digest_days(self, work: Work) -> None:
        operations.digest(work.session, clock.now())
