"""Requests about contests of groups."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.contests import CorrectContestResult, ListContests, RecordContestResult
from services.volunteers.contests import operations, queries


class ContestsEntrypoints(Service):
    """Writing results down, and reading them."""

    record_contest_result = writes(RecordContestResult, operations.record)
    correct_contest_result = writes(CorrectContestResult, operations.correct)
    list_contests = reads(ListContests, queries.page)
