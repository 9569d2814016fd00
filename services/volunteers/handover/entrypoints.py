"""Events about appointments."""

from __future__ import annotations

from bus.entrypoints import Service, Work, subscribe
from contracts.envelope import Envelope
from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from services.volunteers.handover import operations


class HandoverEntrypoints(Service):
    """Appointments that began and ended, and accounts that were named."""

    @subscribe(AppointmentBegan, AppointmentAccountNamed)
    def begin_term(
        self,
        work: Work,
        event: AppointmentBegan | AppointmentAccountNamed,
        _envelope: Envelope,
    ) -> None:
        operations.begin(work.session, event)

    @subscribe(AppointmentEnded)
    def end_term(self, work: Work, event: AppointmentEnded, _envelope: Envelope) -> None:
        operations.end(work.session, event)
