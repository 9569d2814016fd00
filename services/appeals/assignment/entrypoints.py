"""Requests about accepting, declining and assigning."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.appeals.appeal import AppealView
from contracts.appeals.assignment import AcceptAppeal, AssignAppeal, DeclineAppeal
from services.appeals.assignment import operations


class AssignmentEntrypoints(Service):
    """Accepting, declining, assigning."""

    @rpc(AcceptAppeal, writes=True)
    def accept_appeal(self, work: Work, request: AcceptAppeal) -> AppealView:
        return operations.accept(work.session, work.actor, request)

    @rpc(DeclineAppeal, writes=True)
    def decline_appeal(self, work: Work, request: DeclineAppeal) -> AppealView:
        return operations.decline(work.session, work.actor, request)

    @rpc(AssignAppeal, writes=True)
    def assign_appeal(self, work: Work, request: AssignAppeal) -> AppealView:
        return operations.assign(work.session, work.actor, request)
