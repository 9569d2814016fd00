"""Requests about selections."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.incentives.selections import (
    AwardSelection,
    CheckSelection,
    CountSelection,
    DraftSelection,
    EditSelection,
    JudgeCandidates,
    ListPublicSelections,
    ListSelections,
    Nominate,
    OpenSelection,
    PublishNomination,
    ReturnSelection,
    ShowSelection,
    TrySelection,
)
from services.incentives.selections import operations, queries


class SelectionsEntrypoints(Service):
    """A year-end selection from its draft to the award."""

    draft_selection = writes(DraftSelection, operations.draft)
    list_selections = reads(ListSelections, queries.listed)
    show_selection = reads(ShowSelection, queries.one)
    edit_selection = writes(EditSelection, operations.edit)
    open_selection = writes(OpenSelection, operations.open_)
    judge_candidates = writes(JudgeCandidates, operations.judge)
    count_selection = writes(CountSelection, operations.count)
    try_selection = reads(TrySelection, queries.tried)
    nominate = writes(Nominate, operations.nominate)
    publish_nomination = writes(PublishNomination, operations.publish)
    return_selection = writes(ReturnSelection, operations.send_back)
    check_selection = writes(CheckSelection, operations.check)
    award_selection = writes(AwardSelection, operations.award)
    list_public_selections = reads(ListPublicSelections, queries.public)
