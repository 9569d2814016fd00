"""Requests about accepting, declining and assigning."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.appeals.assignment import AcceptAppeal, AssignAppeal, DeclineAppeal
from services.appeals.assignment import operations


class AssignmentEntrypoints(Service):
    """Accepting, declining, assigning."""

    accept_appeal = writes(AcceptAppeal, operations.accept)
    decline_appeal = writes(DeclineAppeal, operations.decline)
    assign_appeal = writes(AssignAppeal, operations.assign)
