"""Reading the log, and digesting it every night."""

from __future__ import annotations

from bus.entrypoints import Work, rpc
from contracts.feed import LoggedEvents
from contracts.recruitment.feed import AuditSealed, DayDigested, ReadRecruitmentLog
from groundwork import feed, sealing


class FeedEntrypoints(feed.Log):
    """The log of events."""

    digest_days = feed.digests(DayDigested)
    seal_audit = sealing.seals(AuditSealed)

    @rpc(ReadRecruitmentLog)
    def read_recruitment_log(self, work: Work, request: ReadRecruitmentLog) -> LoggedEvents:
        return feed.page(work.session, work.actor, request)
