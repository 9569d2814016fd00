"""Requests about disclosures."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.disclosures import (
    DiscloseApplicant,
    DiscloseAppointee,
    DiscloseObjector,
    FindApplicants,
    ListApplicantDisclosures,
    ListAppointmentDisclosures,
    ListCommunityApplicantDisclosures,
    ListCommunityAppointmentDisclosures,
    TrackApplicantDisclosures,
    TrackObjectorDisclosures,
)
from services.recruitment.disclosures import operations, queries


class DisclosuresEntrypoints(Service):
    """Seeing full details, finding applicants, and seeing who did."""

    # Each look is one of its own, and no copy of the answer stays behind.
    disclose_applicant = writes(DiscloseApplicant, operations.disclose, repeatable=False)
    find_applicants = writes(FindApplicants, operations.search, repeatable=False)
    list_applicant_disclosures = reads(ListApplicantDisclosures, queries.for_overseers)
    list_community_applicant_disclosures = reads(
        ListCommunityApplicantDisclosures, queries.of_communities
    )
    track_applicant_disclosures = reads(TrackApplicantDisclosures, queries.for_the_person)
    disclose_appointee = writes(DiscloseAppointee, operations.disclose_appointee, repeatable=False)
    disclose_objector = writes(DiscloseObjector, operations.disclose_objector, repeatable=False)
    list_appointment_disclosures = reads(ListAppointmentDisclosures, queries.of_appointment)
    list_community_appointment_disclosures = reads(
        ListCommunityAppointmentDisclosures, queries.of_appointments
    )
    track_objector_disclosures = reads(TrackObjectorDisclosures, queries.for_the_objector)
