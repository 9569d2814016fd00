"""Requests about the ballot."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.incentives.ballots import (
    CountBox,
    IssueSlips,
    PrintSlips,
    ShowSlip,
    TakePaperSlip,
    VoteWithSlip,
)
from services.incentives.ballots import operations, queries


class BallotsEntrypoints(Service):
    """Slips, votes and boxes."""

    issue_slips = writes(IssueSlips, operations.issue)
    print_slips = reads(PrintSlips, operations.printed)
    show_slip = reads(ShowSlip, queries.shown)
    vote_with_slip = writes(VoteWithSlip, operations.vote)
    take_paper_slip = writes(TakePaperSlip, operations.take_in)
    count_box = writes(CountBox, operations.count_box)
