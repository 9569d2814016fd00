"""Requests about acting on an appeal."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.appeals.actions import TakeAction
from contracts.appeals.appeal import AppealView
from services.appeals.actions import operations


class ActionsEntrypoints(Service):
    """Writing down what was done."""

    @rpc(TakeAction, writes=True)
    def take_action(self, work: Work, request: TakeAction) -> AppealView:
        return operations.take(work.session, work.actor, request)
