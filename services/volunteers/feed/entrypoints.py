"""Reading the log, and digesting it every night."""

from __future__ import annotations

from bus.entrypoints import reads
from contracts.volunteers.feed import DayDigested, ReadVolunteersLog
from groundwork import feed


class FeedEntrypoints(feed.Log):
    """The log of events."""

    digest_days = feed.digests(DayDigested)

    read_volunteers_log = reads(ReadVolunteersLog, feed.page)
