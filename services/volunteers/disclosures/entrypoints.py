"""Requests about disclosures."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.disclosures import (
    DiscloseVolunteer,
    FindVolunteers,
    ListCommunityVolunteerDisclosures,
    ListVolunteerDisclosures,
    TrackVolunteerDisclosures,
)
from services.volunteers.disclosures import operations, queries


class DisclosuresEntrypoints(Service):
    """Seeing a contact or finding people by it, and seeing who did."""

    # Each look is one of its own, and no copy of the answer stays behind.
    disclose_volunteer = writes(DiscloseVolunteer, operations.disclose, repeatable=False)
    find_volunteers = writes(FindVolunteers, operations.search, repeatable=False)
    list_volunteer_disclosures = reads(ListVolunteerDisclosures, queries.for_overseers)
    list_community_volunteer_disclosures = reads(
        ListCommunityVolunteerDisclosures, queries.of_communities
    )
    track_volunteer_disclosures = reads(TrackVolunteerDisclosures, queries.for_the_person)
