"""Reading the log, and digesting it every night."""

from __future__ import annotations

from bus.entrypoints import reads
from contracts.appeals.feed import AuditSealed, DayDigested, ReadAppealsLog
from groundwork import feed, sealing


class FeedEntrypoints(feed.Log):
    """The log of events."""

    digest_days = feed.digests(DayDigested)
    seal_audit = sealing.seals(AuditSealed)

    read_appeals_log = reads(ReadAppealsLog, feed.page)
