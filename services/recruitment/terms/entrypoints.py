"""Requests about terms, and the clock that ends them."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, writes
from contracts.recruitment.terms import DismissCommissioner, EndAppointment, EvaluateCommissioner
from runtime import clock
from runtime.logs import logger
from services.recruitment.terms import operations

log = logger(__name__)

#: Midnight is met by the second, give or take these.
_SECONDS = 20.0


class TermsEntrypoints(Service):
    """Leaving, dismissal, evaluation; expiry, beginning and reminders by the clock."""

    end_appointment = writes(EndAppointment, operations.leave)
    dismiss_commissioner = writes(DismissCommissioner, operations.dismiss)
    evaluate_commissioner = writes(EvaluateCommissioner, operations.evaluate)

    @every(_SECONDS)
    def keep_terms(self, work: Work) -> None:
        done = operations.keep(work.session, clock.now())
        if any(done.values()):
            log.info("terms", **done)
