"""Disclosures (查看完整信息): seeing or searching full details, for a recorded reason."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.disclosures import DisclosureFilter, DisclosuresOfArea, Look, Overseen
from contracts.lists import Page
from contracts.recruitment.applications import (
    CODE_LONGEST,
    NAME_LONGEST,
    REASON_LONGEST,
    ApplicationFilter,
    ApplicationPage,
)
from contracts.recruitment.words import ApplicantSeenFor, ContactSeenFor, PersonKind
from contracts.registry import Answer, Event, Request, Shape, event, request, shape


@shape
class DisclosingApplicant(Shape):
    """Why the caller needs to see it."""

    reason: ApplicantSeenFor = fields.choice("Why.")
    words: str | None = fields.words(
        "The reason in words; required for the reason `other`.",
        longest=REASON_LONGEST,
        default=None,
    )


@shape
class ApplicantDisclosed(Answer):
    """The full details, for this answer only: give a reason again to see them again."""

    id: UUID = fields.plain("The disclosure.")
    application_id: UUID = fields.plain("The application.")
    disclosed_at: dt.datetime = fields.moment("When.")
    name: str | None = fields.plain("The applicant's name.", default=None)
    phone: str | None = fields.plain("Phone.", default=None)
    address: str | None = fields.plain("Where the person lives.", default=None)


@request("recruitment", "disclose_applicant", ApplicantDisclosed)
class DiscloseApplicant(DisclosingApplicant, Request[ApplicantDisclosed]):
    """See the person's full details (查看完整信息).

    Each viewing is recorded with its reason and shown to the person.
    """

    application_id: UUID = fields.path("The application.")


@request("recruitment", "find_applicants", ApplicationPage)
class FindApplicants(DisclosingApplicant, ApplicationFilter, Request[ApplicationPage]):
    """Find applications by full name, phone or code (查找报名).

    Each search is recorded with its reason and shown to the person.

    Personal data travels in the body, never in the address, because addresses are logged on the
    way.
    """

    person: str = fields.line(
        "The full name, the phone, or the code that the person brings. Parts find nothing.",
        longest=NAME_LONGEST,
        example="13800138000",
    )


@shape
class ToldApplicantDisclosure(Look):
    """One disclosure as the person learns of it: no account, no free words."""

    reason: ApplicantSeenFor = fields.choice("Why.")


@shape
class ApplicantDisclosureView(ToldApplicantDisclosure, Overseen):
    """One disclosure, for those who oversee."""


@shape
class ApplicantDisclosureList(Page):
    """A page of the disclosures of one application, oldest first unless sorted otherwise."""

    items: list[ApplicantDisclosureView] = fields.plain("The disclosures.")


@request("recruitment", "list_applicant_disclosures", ApplicantDisclosureList)
class ListApplicantDisclosures(DisclosureFilter, Request[ApplicantDisclosureList]):
    """List who saw an applicant's full details, when and why."""

    application_id: UUID = fields.path("The application.")


@shape
class CommunityApplicantDisclosure(ApplicantDisclosureView):
    """One disclosure with the application whose person was seen."""

    application_id: UUID = fields.plain("The application.")
    number: str = fields.plain("Receipt number of the application.")
    community: str = fields.place("The community of the application.")


@shape
class CommunityApplicantDisclosureList(Page):
    """A page of disclosures, the newest first unless sorted otherwise."""

    items: list[CommunityApplicantDisclosure] = fields.plain("The disclosures.")


@request("recruitment", "list_community_applicant_disclosures", CommunityApplicantDisclosureList)
class ListCommunityApplicantDisclosures(
    DisclosuresOfArea, Request[CommunityApplicantDisclosureList]
):
    """List who saw applicants' full details in your communities, when and why."""


@shape
class ToldApplicantDisclosures(Page):
    """A page of the disclosures of one application, oldest first unless sorted otherwise."""

    items: list[ToldApplicantDisclosure] = fields.plain("The disclosures.")


@request("recruitment", "track_applicant_disclosures", ToldApplicantDisclosures)
class TrackApplicantDisclosures(DisclosureFilter, Request[ToldApplicantDisclosures]):
    """List when, why and in which role your full name, phone and address were seen; no names."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@event("recruitment", subject="disclosure_id")
class PersonDisclosed(Event):
    """Somebody saw a person's full details in recruitment, or searched by name or phone."""

    disclosure_id: UUID = fields.plain("The disclosure.")
    kind: PersonKind = fields.choice(
        "The part that the person has: applicant, candidate, commissioner or objector."
    )
    subject_id: UUID = fields.plain("The application, the appointment or the objection.")
    community: str = fields.area("The community.")
    role: str = fields.plain("The role in which it was seen.")
    reason: str = fields.plain("Why, as `verify`.")
    seen: list[str] = fields.plain("The fields that were seen.")
    disclosed_at: dt.datetime = fields.moment("When.")
    sealed_account: str = fields.plain("The viewer's account, readable only inside Linli.")
    version: int = fields.number("Always 1.", least=1, most=1, default=1)


@shape
class DisclosingContact(Shape):
    """Why the caller needs to see it."""

    reason: ContactSeenFor = fields.choice("Why.")
    words: str | None = fields.words(
        "The reason in words; required for the reason `other`.",
        longest=REASON_LONGEST,
        default=None,
    )


@shape
class AppointeeDisclosed(Answer):
    """The full details, for this answer only: give a reason again to see them again."""

    id: UUID = fields.plain("The disclosure.")
    appointment_id: UUID = fields.plain("The appointment.")
    disclosed_at: dt.datetime = fields.moment("When.")
    name: str = fields.plain("The person proposed or appointed.")
    phone: str | None = fields.plain("Phone.", default=None)


@request("recruitment", "disclose_appointee", AppointeeDisclosed)
class DiscloseAppointee(DisclosingContact, Request[AppointeeDisclosed]):
    """See the full name and phone (查看完整信息).

    Each viewing is recorded with its reason and shown to the person.
    """

    appointment_id: UUID = fields.path("The appointment.")


@shape
class ObjectorDisclosed(Answer):
    """The contact, for this answer only: give a reason again to see it again."""

    id: UUID = fields.plain("The disclosure.")
    objection_id: UUID = fields.plain("The objection.")
    disclosed_at: dt.datetime = fields.moment("When.")
    contact: str = fields.plain("How to reach the objector.")


@request("recruitment", "disclose_objector", ObjectorDisclosed)
class DiscloseObjector(DisclosingContact, Request[ObjectorDisclosed]):
    """See the contact left with an objection.

    Each viewing is recorded with its reason; the holder of the code can read it.
    """

    appointment_id: UUID = fields.path("The appointment.")
    objection_id: UUID = fields.path("The objection.")


@shape
class ToldContactDisclosure(Look):
    """One disclosure as the person learns of it: no account, no free words."""

    reason: ContactSeenFor = fields.choice("Why.")


@shape
class AppointmentDisclosureView(ToldContactDisclosure):
    """One disclosure, for those who oversee."""

    id: UUID = fields.plain("The disclosure.")
    objection_id: UUID | None = fields.plain(
        "The objection whose contact was seen; null: the person of the appointment was.",
        default=None,
    )
    by: str | None = fields.account(
        "The account that saw it; null for the person of the appointment.", default=None
    )
    words: str | None = fields.plain(
        "The reason in words; null for the person of the appointment.", default=None
    )


@shape
class AppointmentDisclosureList(Page):
    """A page of the disclosures of one appointment, oldest first unless sorted otherwise.

    The person of the appointment sees only those of their own contact.
    """

    items: list[AppointmentDisclosureView] = fields.plain("The disclosures.")


@request("recruitment", "list_appointment_disclosures", AppointmentDisclosureList)
class ListAppointmentDisclosures(DisclosureFilter, Request[AppointmentDisclosureList]):
    """List who saw the contact of the person or of the objectors, when and why."""

    appointment_id: UUID = fields.path("The appointment.")


@shape
class CommunityAppointmentDisclosure(AppointmentDisclosureView):
    """One disclosure with the appointment whose person or objector was seen."""

    appointment_id: UUID = fields.plain("The appointment.")
    post: str = fields.plain("The title of the post.")
    community: str = fields.place("The community of the appointment.")


@shape
class CommunityAppointmentDisclosureList(Page):
    """A page of disclosures, the newest first unless sorted otherwise."""

    items: list[CommunityAppointmentDisclosure] = fields.plain("The disclosures.")


@request(
    "recruitment", "list_community_appointment_disclosures", CommunityAppointmentDisclosureList
)
class ListCommunityAppointmentDisclosures(
    DisclosuresOfArea, Request[CommunityAppointmentDisclosureList]
):
    """List who saw candidates, commissioners and objectors in your communities, when and why."""


@shape
class ToldObjectorDisclosures(Page):
    """A page of the disclosures of one objection's contact, oldest first unless sorted otherwise."""

    items: list[ToldContactDisclosure] = fields.plain("The disclosures.")


@request("recruitment", "track_objector_disclosures", ToldObjectorDisclosures)
class TrackObjectorDisclosures(DisclosureFilter, Request[ToldObjectorDisclosures]):
    """List when and why the contact left with an objection was seen, without names."""

    code: str = fields.path(fields.text("The code of the receipt.", longest=CODE_LONGEST))
