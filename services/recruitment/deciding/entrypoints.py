"""The request to decide."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.appointments import AppointmentView, DecideAppointment
from services.recruitment.deciding import operations


class DecidingEntrypoints(Service):
    """The committee's decision."""

    @rpc(DecideAppointment, writes=True)
    def decide_appointment(self, work: Work, request: DecideAppointment) -> AppointmentView:
        return operations.decide(work.session, work.actor, request)
