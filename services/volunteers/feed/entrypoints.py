"""Reading the log, and digesting it every night."""

from __future__ import annotations

from bus.entrypoints import reads
from contracts.volunteers.feed import AuditSealed, DayDigested, ReadVolunteersLog
from groundwork import feed, sealing


class FeedEntrypoints(feed.Log):
    """The log of events."""

    digest_days = feed.digests(DayDigested)
    seal_audit = sealing.seals(AuditSealed)

    read_volunteers_log = reads(ReadVolunteersLog, feed.page)
