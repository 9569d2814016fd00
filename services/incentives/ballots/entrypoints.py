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
    """Slips, votes and boxes.

    A kept answer would join a slip with its vote, or with the moment at which it was taken in.
    """

    issue_slips = writes(IssueSlips, operations.issue)
    print_slips = reads(PrintSlips, operations.printed)
    show_slip = reads(ShowSlip, queries.shown)
    vote_with_slip = writes(VoteWithSlip, operations.vote, repeatable=False)
    take_paper_slip = writes(TakePaperSlip, operations.take_in, repeatable=False)
    count_box = writes(CountBox, operations.count_box)
