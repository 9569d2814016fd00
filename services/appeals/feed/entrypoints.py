"""Reading the log, and digesting it every night."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.appeals.feed import DayDigested, ReadAppealsLog
from contracts.feed import LoggedEvents
from groundwork import feed


class FeedEntrypoints(Service):
    """The log of events."""

    digest_days = feed.digests(DayDigested)

    @rpc(ReadAppealsLog)
    def read_appeals_log(self, work: Work, request: ReadAppealsLog) -> LoggedEvents:
        return feed.page(work.session, work.actor, request)
