"""Requests about regulations."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.regulations import (
    CompareRegulationDraft,
    CompareRegulations,
    DiscardRegulationDraft,
    DraftRegulation,
    ListPublicRegulations,
    ListRegulations,
    PrintRegulations,
    PublishRegulation,
    ShowPublicRegulation,
    ShowRegulation,
)
from services.recruitment.regulations import operations, queries


class RegulationsEntrypoints(Service):
    """Reading, writing, printing and comparing the implementation measures."""

    list_public_regulations = reads(ListPublicRegulations, queries.public_list)
    show_public_regulation = reads(ShowPublicRegulation, queries.public_one)
    print_regulations = reads(PrintRegulations, queries.printed)
    compare_regulations = reads(CompareRegulations, queries.compared)
    compare_regulation_draft = reads(
        CompareRegulationDraft, queries.draft_compared, "street", "name"
    )
    list_regulations = reads(ListRegulations, queries.everything, "street")
    show_regulation = reads(ShowRegulation, queries.one, "street", "name")
    draft_regulation = writes(DraftRegulation, operations.draft)
    discard_regulation_draft = writes(DiscardRegulationDraft, operations.discard)
    publish_regulation = writes(PublishRegulation, operations.publish)
