"""Reading the log, and digesting it every night."""

from __future__ import annotations

from bus.entrypoints import reads
from contracts.gateway import feed as gateway
from contracts.street.feed import AuditSealed, DayDigested, ReadStreetLog
from groundwork import feed, sealing


class FeedEntrypoints(feed.Log):
    """The log of events."""

    digest_days = feed.digests(DayDigested)
    seal_audit = sealing.seals(AuditSealed)
    #: The gateway keeps those of all others.
    keep_seal = sealing.keeps(gateway.AuditSealed)

    read_street_log = reads(ReadStreetLog, feed.page)
