"""Requests to apply no longer."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.applications import (
    ApplicationView,
    OwnApplication,
    WithdrawApplication,
    WithdrawOwnApplication,
)
from services.recruitment.withdrawals import operations


class WithdrawalsEntrypoints(Service):
    """By the person's code, and by clerks."""

    @rpc(WithdrawOwnApplication, writes=True)
    def withdraw_own_application(
        self, work: Work, request: WithdrawOwnApplication
    ) -> OwnApplication:
        return operations.withdraw_own(work.session, work.actor, request)

    @rpc(WithdrawApplication, writes=True)
    def withdraw_application(self, work: Work, request: WithdrawApplication) -> ApplicationView:
        return operations.withdraw(work.session, work.actor, request)
