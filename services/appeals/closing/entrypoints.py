"""Requests about closing and opening again."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.appeals.appeal import AppealView, TrackedAppeal
from contracts.appeals.closing import CloseAppeal, ContestAppeal, ReopenAppeal
from services.appeals.closing import operations


class ClosingEntrypoints(Service):
    """Closing, reopening, contesting."""

    @rpc(CloseAppeal, writes=True)
    def close_appeal(self, work: Work, request: CloseAppeal) -> AppealView:
        return operations.close(work.session, work.actor, request)

    @rpc(ReopenAppeal, writes=True)
    def reopen_appeal(self, work: Work, request: ReopenAppeal) -> AppealView:
        return operations.reopen(work.session, work.actor, request)

    @rpc(ContestAppeal, writes=True)
    def contest_appeal(self, work: Work, request: ContestAppeal) -> TrackedAppeal:
        return operations.contest(work.session, request)
