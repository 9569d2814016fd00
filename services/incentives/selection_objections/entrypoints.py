"""Requests about objections to selections."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.incentives.selection_objections import (
    AnswerSelectionObjection,
    FollowSelectionObjection,
    ListSelectionObjections,
    ObjectToSelection,
    RecordSelectionObjection,
)
from services.incentives.selection_objections import operations, queries


class SelectionObjectionsEntrypoints(Service):
    """Raising, reading and answering objections."""

    object_to_selection = writes(ObjectToSelection, operations.raise_one)
    follow_selection_objection = reads(FollowSelectionObjection, queries.follow)
    record_selection_objection = writes(RecordSelectionObjection, operations.record)
    list_selection_objections = reads(ListSelectionObjections, queries.of_selection)
    answer_selection_objection = writes(AnswerSelectionObjection, operations.answer)
