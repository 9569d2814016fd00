"""Events about appointments, and the register's answers about commissioners in office."""

from __future__ import annotations

from bus.entrypoints import Service, Work, reads, subscribe
from contracts.appeals.commissioners import CountCommissioners
from contracts.envelope import Envelope
from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from services.appeals.handover import operations, queries


class HandoverEntrypoints(Service):
    """Appointments that began and ended, and accounts that were named."""

    @subscribe(AppointmentBegan)
    def begin_term(self, work: Work, event: AppointmentBegan, _envelope: Envelope) -> None:
        operations.begin_term(work.session, event)

    @subscribe(AppointmentAccountNamed)
    def name_account(self, work: Work, event: AppointmentAccountNamed, _envelope: Envelope) -> None:
        operations.name_account(work.session, event)

    @subscribe(AppointmentEnded)
    def hand_over(self, work: Work, event: AppointmentEnded, envelope: Envelope) -> None:
        operations.hand_over(work.session, event, cause=envelope)

    count_commissioners = reads(CountCommissioners, queries.loads)
