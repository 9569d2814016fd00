"""Requests about people who could follow a commissioner."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.succession import (
    ChooseOwnSuccession,
    ListSuccessors,
    ShowOwnSuccession,
)
from services.volunteers.succession import operations, queries


class SuccessionEntrypoints(Service):
    """The person's word, and the list for the committee."""

    choose_own_succession = writes(ChooseOwnSuccession, operations.choose_own)
    show_own_succession = reads(ShowOwnSuccession, queries.show_own)
    list_successors = reads(ListSuccessors, queries.of_team)
