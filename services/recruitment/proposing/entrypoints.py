"""Requests about proposals."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.appointments import (
    AppointmentView,
    ProposeAppointment,
    WithdrawAppointment,
)
from services.recruitment.proposing import operations


class ProposingEntrypoints(Service):
    """Proposing, and taking a proposal back."""

    @rpc(ProposeAppointment, writes=True)
    def propose_appointment(self, work: Work, request: ProposeAppointment) -> AppointmentView:
        return operations.propose(work.session, work.actor, request)

    @rpc(WithdrawAppointment, writes=True)
    def withdraw_appointment(self, work: Work, request: WithdrawAppointment) -> AppointmentView:
        return operations.withdraw(work.session, work.actor, request)
