"""Requests about regulations."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.documents import Document
from contracts.recruitment.regulations import (
    CompareRegulations,
    Difference,
    DiscardRegulationDraft,
    DraftRegulation,
    ListPublicRegulations,
    ListRegulations,
    PrintRegulations,
    PublicRegulation,
    PublicRegulationList,
    PublishRegulation,
    RegulationList,
    RegulationView,
    ShowPublicRegulation,
    ShowRegulation,
)
from services.recruitment.regulations import operations, queries


class RegulationsEntrypoints(Service):
    """Reading, writing, printing and comparing the implementation measures."""

    @rpc(ListPublicRegulations)
    def list_public_regulations(
        self, work: Work, request: ListPublicRegulations
    ) -> PublicRegulationList:
        return queries.public_list(work.session, request)

    @rpc(ShowPublicRegulation)
    def show_public_regulation(self, work: Work, request: ShowPublicRegulation) -> PublicRegulation:
        return queries.public_one(work.session, request)

    @rpc(PrintRegulations)
    def print_regulations(self, work: Work, request: PrintRegulations) -> Document:
        return queries.printed(work.session, request)

    @rpc(CompareRegulations)
    def compare_regulations(self, work: Work, request: CompareRegulations) -> Difference:
        return queries.compared(work.session, request)

    @rpc(ListRegulations)
    def list_regulations(self, work: Work, request: ListRegulations) -> RegulationList:
        return queries.everything(work.session, work.actor, request.street)

    @rpc(ShowRegulation)
    def show_regulation(self, work: Work, request: ShowRegulation) -> RegulationView:
        return queries.one(work.session, work.actor, request.street, request.name)

    @rpc(DraftRegulation, writes=True)
    def draft_regulation(self, work: Work, request: DraftRegulation) -> RegulationView:
        return operations.draft(work.session, work.actor, request)

    @rpc(DiscardRegulationDraft, writes=True)
    def discard_regulation_draft(
        self, work: Work, request: DiscardRegulationDraft
    ) -> RegulationView:
        return operations.discard(work.session, work.actor, request)

    @rpc(PublishRegulation, writes=True)
    def publish_regulation(self, work: Work, request: PublishRegulation) -> RegulationView:
        return operations.publish(work.session, work.actor, request)
