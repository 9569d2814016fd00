"""What the register listens to about appointments."""

from __future__ import annotations

from bus.entrypoints import Service, Work, subscribe
from contracts.envelope import Envelope
from contracts.recruitment.appointments import AppointmentBegan, AppointmentEnded
from services.appeals.handover import operations


class HandoverEntrypoints(Service):
    """Appointments that began and ended."""

    @subscribe(AppointmentBegan)
    def begin_term(self, work: Work, event: AppointmentBegan, _envelope: Envelope) -> None:
        operations.begin_term(work.session, event)

    @subscribe(AppointmentEnded)
    def hand_over(self, work: Work, event: AppointmentEnded, envelope: Envelope) -> None:
        operations.hand_over(work.session, event, cause=envelope)
