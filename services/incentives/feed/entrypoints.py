"""Reading the log, and digesting it every night."""

from __future__ import annotations

from bus.entrypoints import reads
from contracts.incentives.feed import AuditSealed, DayDigested, ReadIncentivesLog
from groundwork import feed, sealing


class FeedEntrypoints(feed.Log):
    """The log of events."""

    digest_days = feed.digests(DayDigested)
    seal_audit = sealing.seals(AuditSealed)

    read_incentives_log = reads(ReadIncentivesLog, feed.page)
