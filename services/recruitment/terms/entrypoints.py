"""Requests about terms, and the clock that ends them."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, rpc
from contracts.recruitment.appointments import AppointmentView
from contracts.recruitment.terms import DismissCommissioner, EndAppointment, EvaluateCommissioner
from runtime import clock
from runtime.logs import logger
from services.recruitment.terms import operations

log = logger(__name__)

#: Midnight is met by the second, give or take these.
_SECONDS = 20.0


class TermsEntrypoints(Service):
    """Leaving, dismissal, evaluation; expiry, beginning and reminders by the clock."""

    @rpc(EndAppointment, writes=True)
    def end_appointment(self, work: Work, request: EndAppointment) -> AppointmentView:
        return operations.leave(work.session, work.actor, request)

    @rpc(DismissCommissioner, writes=True)
    def dismiss_commissioner(self, work: Work, request: DismissCommissioner) -> AppointmentView:
        return operations.dismiss(work.session, work.actor, request)

    @rpc(EvaluateCommissioner, writes=True)
    def evaluate_commissioner(self, work: Work, request: EvaluateCommissioner) -> AppointmentView:
        return operations.evaluate(work.session, work.actor, request)

    @every(_SECONDS)
    def keep_terms(self, work: Work) -> None:
        done = operations.keep(work.session, clock.now())
        if any(done.values()):
            log.info("terms", **done)
