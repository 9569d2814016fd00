"""Requests to apply no longer."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.recruitment.applications import WithdrawApplication, WithdrawOwnApplication
from services.recruitment.withdrawals import operations


class WithdrawalsEntrypoints(Service):
    """Withdrawing by the person's code, and by clerks."""

    withdraw_own_application = writes(WithdrawOwnApplication, operations.withdraw_own)
    withdraw_application = writes(WithdrawApplication, operations.withdraw)
