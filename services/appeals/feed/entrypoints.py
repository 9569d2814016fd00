"""Reading the log, and digesting it every night."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, rpc
from contracts.appeals.feed import ReadAppealsLog
from contracts.feed import LoggedEvents
from runtime import clock
from services.appeals.feed import operations, queries

#: A day has ended at most so long ago when it is digested.
_SECONDS = 600.0


class FeedEntrypoints(Service):
    """The register's log of events."""

    @rpc(ReadAppealsLog)
    def read_appeals_log(self, work: Work, request: ReadAppealsLog) -> LoggedEvents:
        return queries.page(work.session, work.actor, request)

    @every(_SECONDS)
    def digest_days(self, work: Work) -> None:
        operations.digest(work.session, clock.now())
