"""Events about appointments."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, subscribe
from contracts.envelope import Envelope
from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from runtime import clock
from runtime.logs import logger
from services.volunteers.handover import operations
from vocabulary.periods import day_of

log = logger(__name__)

_SECONDS = 600.0


class HandoverEntrypoints(Service):
    """Appointments that began and ended, and accounts that were named."""

    # One lane: an end and the beginning on the same post are handled as they were told.
    @subscribe(AppointmentBegan, AppointmentAccountNamed, AppointmentEnded)
    def follow_term(
        self,
        work: Work,
        event: AppointmentBegan | AppointmentAccountNamed | AppointmentEnded,
        envelope: Envelope,
    ) -> None:
        if isinstance(event, AppointmentEnded):
            operations.end(work.session, event, cause=envelope)
        else:
            operations.begin(work.session, event)

    @every(_SECONDS)
    def follow_due_terms(self, work: Work) -> None:
        followed = operations.follow_due(work.session, day_of(clock.now()))
        if followed:
            log.info("teams_followed", count=followed)
