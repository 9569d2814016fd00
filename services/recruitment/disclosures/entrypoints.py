"""Requests about disclosures."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.applications import ApplicationPage
from contracts.recruitment.disclosures import (
    ApplicantDisclosed,
    ApplicantDisclosureList,
    DiscloseApplicant,
    FindApplicants,
    ListApplicantDisclosures,
    ToldApplicantDisclosures,
    TrackApplicantDisclosures,
)
from services.recruitment.disclosures import operations, queries


class DisclosuresEntrypoints(Service):
    """Seeing an applicant whole, finding one, and seeing who did."""

    # Each look is one of its own, and no copy of the answer stays behind.
    @rpc(DiscloseApplicant, writes=True, repeatable=False)
    def disclose_applicant(self, work: Work, request: DiscloseApplicant) -> ApplicantDisclosed:
        return operations.disclose(work.session, work.actor, request)

    @rpc(FindApplicants, writes=True, repeatable=False)
    def find_applicants(self, work: Work, request: FindApplicants) -> ApplicationPage:
        return operations.search(work.session, work.actor, request)

    @rpc(ListApplicantDisclosures)
    def list_applicant_disclosures(
        self, work: Work, request: ListApplicantDisclosures
    ) -> ApplicantDisclosureList:
        return queries.for_overseers(work.session, work.actor, request)

    @rpc(TrackApplicantDisclosures)
    def track_applicant_disclosures(
        self, work: Work, request: TrackApplicantDisclosures
    ) -> ToldApplicantDisclosures:
        return queries.for_the_person(work.session, request)
