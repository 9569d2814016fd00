"""Requests about handbooks."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.documents import Document
from contracts.recruitment.consents import ConsentOfPerson, NamePersonOfConsent
from contracts.recruitment.handbooks import (
    CompleteEntry,
    HandbookView,
    PrintHandbook,
    PublicHandbook,
    PublishChannel,
    PublishHandbook,
    SetContactStation,
    ShowHandbook,
    ShowPublicHandbook,
)
from services.recruitment.handbooks import operations, queries


class HandbooksEntrypoints(Service):
    """Reading, writing, publishing and printing handbooks."""

    @rpc(ShowHandbook)
    def show_handbook(self, work: Work, request: ShowHandbook) -> HandbookView:
        return queries.one(work.session, work.actor, request.community)

    @rpc(SetContactStation, writes=True)
    def set_contact_station(self, work: Work, request: SetContactStation) -> HandbookView:
        return operations.set_station(work.session, work.actor, request)

    @rpc(PublishChannel, writes=True)
    def publish_channel(self, work: Work, request: PublishChannel) -> HandbookView:
        return operations.publish_channel(work.session, work.actor, request)

    @rpc(NamePersonOfConsent, writes=True)
    def name_person_of_consent(self, work: Work, request: NamePersonOfConsent) -> ConsentOfPerson:
        return operations.name_person(work.session, work.actor, request)

    @rpc(CompleteEntry, writes=True)
    def complete_entry(self, work: Work, request: CompleteEntry) -> HandbookView:
        return operations.complete_entry(work.session, work.actor, request)

    @rpc(PublishHandbook, writes=True)
    def publish_handbook(self, work: Work, request: PublishHandbook) -> HandbookView:
        return operations.publish(work.session, work.actor, request)

    @rpc(ShowPublicHandbook)
    def show_public_handbook(self, work: Work, request: ShowPublicHandbook) -> PublicHandbook:
        return queries.public(work.session, request)

    @rpc(PrintHandbook)
    def print_handbook(self, work: Work, request: PrintHandbook) -> Document:
        return queries.printed(work.session, request)
