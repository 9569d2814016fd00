"""Requests about disclosures."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.appeals.disclosures import (
    DiscloseContact,
    FindAppeals,
    ListCommunityDisclosures,
    ListDisclosures,
    TrackDisclosures,
)
from services.appeals.disclosures import operations, queries


class DisclosuresEntrypoints(Service):
    """Seeing or finding a contact, and seeing who saw it."""

    # Each look is one of its own, and no copy of the answer stays behind.
    disclose_contact = writes(DiscloseContact, operations.disclose, repeatable=False)
    find_appeals = writes(FindAppeals, operations.search, repeatable=False)
    list_disclosures = reads(ListDisclosures, queries.for_overseers)
    list_community_disclosures = reads(ListCommunityDisclosures, queries.of_communities)
    track_disclosures = reads(TrackDisclosures, queries.for_the_person)
