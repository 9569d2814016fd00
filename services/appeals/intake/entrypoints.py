"""How appeals come in, and how they are found."""

from __future__ import annotations

from bus.entrypoints import Delivered, Service, Work, rpc, subscribe_many
from contracts.appeals.appeal import AppealView, TrackedAppeal
from contracts.appeals.intake import (
    AppealPage,
    AppealSubmitted,
    ListAppeals,
    ShowAppeal,
    TrackAppeal,
)
from services.appeals.intake import operations, queries


class IntakeEntrypoints(Service):
    """Showing, listing, tracking."""

    @rpc(ShowAppeal)
    def show_appeal(self, work: Work, request: ShowAppeal) -> AppealView:
        return queries.show(work.session, work.actor, request)

    @rpc(ListAppeals)
    def list_appeals(self, work: Work, request: ListAppeals) -> AppealPage:
        return queries.page(work.session, work.actor, request)

    @rpc(TrackAppeal)
    def track_appeal(self, work: Work, request: TrackAppeal) -> TrackedAppeal:
        return queries.track(work.session, request)


class IntakeWorker(Service):
    """Empties the queue of submitted appeals; any number of processes may."""

    @subscribe_many(AppealSubmitted, queue="appeals.intake")
    def take_in(self, work: Work, deliveries: list[Delivered[AppealSubmitted]]) -> None:
        operations.take_in(work.session, work.actor, deliveries)
