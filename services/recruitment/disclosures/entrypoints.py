"""Requests about disclosures."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.applications import ApplicationPage
from contracts.recruitment.disclosures import (
    ApplicantDisclosed,
    ApplicantDisclosureList,
    AppointeeDisclosed,
    AppointmentDisclosureList,
    DiscloseApplicant,
    DiscloseAppointee,
    DiscloseObjector,
    FindApplicants,
    ListApplicantDisclosures,
    ListAppointmentDisclosures,
    ObjectorDisclosed,
    ToldApplicantDisclosures,
    ToldObjectorDisclosures,
    TrackApplicantDisclosures,
    TrackObjectorDisclosures,
)
from services.recruitment.disclosures import operations, queries


class DisclosuresEntrypoints(Service):
    """Seeing somebody whole, finding an applicant, and seeing who did."""

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

    @rpc(DiscloseAppointee, writes=True, repeatable=False)
    def disclose_appointee(self, work: Work, request: DiscloseAppointee) -> AppointeeDisclosed:
        return operations.disclose_appointee(work.session, work.actor, request)

    @rpc(DiscloseObjector, writes=True, repeatable=False)
    def disclose_objector(self, work: Work, request: DiscloseObjector) -> ObjectorDisclosed:
        return operations.disclose_objector(work.session, work.actor, request)

    @rpc(ListAppointmentDisclosures)
    def list_appointment_disclosures(
        self, work: Work, request: ListAppointmentDisclosures
    ) -> AppointmentDisclosureList:
        return queries.of_appointment(work.session, work.actor, request)

    @rpc(TrackObjectorDisclosures)
    def track_objector_disclosures(
        self, work: Work, request: TrackObjectorDisclosures
    ) -> ToldObjectorDisclosures:
        return queries.for_the_objector(work.session, request)
