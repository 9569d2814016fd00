"""Requests about proposals."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.recruitment.proposing import ProposeAppointment, WithdrawAppointment
from services.recruitment.proposing import operations


class ProposingEntrypoints(Service):
    """Proposing, and taking a proposal back."""

    propose_appointment = writes(ProposeAppointment, operations.propose)
    withdraw_appointment = writes(WithdrawAppointment, operations.withdraw)
