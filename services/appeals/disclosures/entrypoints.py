"""Requests about disclosures."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.appeals.disclosures import (
    DiscloseContact,
    Disclosed,
    DisclosureList,
    FindAppeals,
    ListDisclosures,
    ToldDisclosures,
    TrackDisclosures,
)
from contracts.appeals.intake import AppealPage
from services.appeals.disclosures import operations, queries


class DisclosuresEntrypoints(Service):
    """Seeing or finding a contact, and seeing who saw it."""

    # Each look is one of its own, and no copy of the answer stays behind.
    @rpc(DiscloseContact, writes=True, repeatable=False)
    def disclose_contact(self, work: Work, request: DiscloseContact) -> Disclosed:
        return operations.disclose(work.session, work.actor, request)

    @rpc(FindAppeals, writes=True, repeatable=False)
    def find_appeals(self, work: Work, request: FindAppeals) -> AppealPage:
        return operations.search(work.session, work.actor, request)

    @rpc(ListDisclosures)
    def list_disclosures(self, work: Work, request: ListDisclosures) -> DisclosureList:
        return queries.for_overseers(work.session, work.actor, request)

    @rpc(TrackDisclosures)
    def track_disclosures(self, work: Work, request: TrackDisclosures) -> ToldDisclosures:
        return queries.for_the_person(work.session, request)
