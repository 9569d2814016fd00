"""How appeals come in, and how they are found."""

from __future__ import annotations

from bus.entrypoints import Delivered, Service, Work, reads, subscribe_many
from contracts.appeals.intake import (
    AppealSubmitted,
    CountAppeals,
    ListAppeals,
    ShowAppeal,
    TrackAppeal,
)
from runtime import clock, metrics
from services.appeals.intake import operations, queries


class IntakeEntrypoints(Service):
    """Showing, listing, counting, tracking."""

    show_appeal = reads(ShowAppeal, queries.show)
    list_appeals = reads(ListAppeals, queries.page)
    count_appeals = reads(CountAppeals, queries.counts)
    track_appeal = reads(TrackAppeal, queries.track)


class IntakeWorker(Service):
    """Empties the queue of submitted appeals; any number of processes may."""

    @subscribe_many(AppealSubmitted, queue="appeals.intake")
    def take_in(self, work: Work, deliveries: list[Delivered[AppealSubmitted]]) -> None:
        operations.take_in(work.session, work.actor, deliveries)
        now = clock.now()
        for one in deliveries:
            waited = (now - one.envelope.time).total_seconds()
            metrics.INTAKE_TO_REGISTER_SECONDS.observe(max(0.0, waited))
