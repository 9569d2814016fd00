"""The register of volunteers (义工): one person, and where they are registered."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape
from contracts.volunteers.words import (
    AgeGroup,
    FreeTime,
    RegisteredHow,
    RegistrationState,
    Specialty,
    StaffDuty,
    WorkerKind,
    WrittenDownHow,
)

NAME_LONGEST = 40
CODE_LONGEST = 40
CENTRE_LONGEST = 60
CODES_MOST, ONE_CODE_LONGEST = 20, 40


@shape
class VolunteerBody(Shape):
    """What a person tells when they register as a volunteer."""

    name: str = fields.name("The name.", longest=NAME_LONGEST, example="陈秀英")
    phone: str = fields.phone(
        "The phone, by which the community reaches the person.", example="13800138000"
    )
    age_group: AgeGroup = fields.choice("How old; no birthday is kept.", example="adult")
    minor_until_year: int | None = fields.number(
        "For a minor: the year in which they come of the next age group.",
        least=2000,
        most=2100,
        default=None,
    )
    guardian_name: str | None = fields.name(
        "For a minor: the guardian (监护人).", longest=NAME_LONGEST, default=None
    )
    guardian_phone: str | None = fields.phone("For a minor: the guardian's phone.", default=None)
    skills: list[str] = fields.texts(
        "What the person can do, as codes.",
        most=CODES_MOST,
        longest=ONE_CODE_LONGEST,
        example="first_aid",
    )
    interests: list[str] = fields.texts(
        "What the person likes to do, as codes.",
        most=CODES_MOST,
        longest=ONE_CODE_LONGEST,
        example="fire_safety",
    )
    free_times: list[FreeTime] = fields.choices("When the person usually has time.", FreeTime)
    insured_until: dt.date | None = fields.plain(
        "Last day of the person's accident insurance; null: not known.", default=None
    )
    national_number: str | None = fields.line(
        "The number in the national system of volunteers (志愿者编号), if the person has one; "
        "never an identity card number.",
        longest=30,
        default=None,
    )


@shape
class NewVolunteer(VolunteerBody):
    """A registration on the web."""

    community: str = fields.area("The community in which the person wants to help.")
    notify: bool = fields.plain(
        "Whether the person wants text messages, as of an offer.", default=True
    )


@shape
class RecordedVolunteer(NewVolunteer):
    """A registration that a clerk writes down."""

    how: WrittenDownHow = fields.choice("How it reached the clerk.")


@shape
class VolunteerReceipt(Answer):
    """The receipt of a registration."""

    id: UUID = fields.plain("The registration.")
    number: str = fields.plain("Number by community and year.", example="〔2026〕12")
    code: str = fields.plain(
        "The person's code: it shows and changes everything that is theirs here."
    )


@shape
class RegistrationStep(Answer):
    """One line of a registration's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `met`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account; null: the person.", default=None)
    role: str = fields.plain("The role in which it was done.")
    note: str | None = fields.plain("Why.", default=None)


@shape
class VolunteerSummary(Answer):
    """One volunteer of a community, the person masked."""

    id: UUID = fields.plain("The registration in this community.")
    volunteer_id: UUID = fields.plain("The person, the same in every community.")
    number: str = fields.plain("Number by community and year.")
    community: str = fields.place("The community.")
    state: RegistrationState = fields.choice("Where the registration stands.")
    possible: list[str] = fields.possible()
    how: RegisteredHow = fields.choice("How it came.")
    name: str | None = fields.plain("Masked; null: erased.", default=None)
    phone: str | None = fields.plain("Masked; null: erased.", default=None)
    age_group: AgeGroup = fields.choice("How old.")
    skills: list[str] = fields.plain("What the person can do.")
    interests: list[str] = fields.plain("What the person likes to do.")
    free_times: list[FreeTime] = fields.choices("When the person usually has time.", FreeTime)
    insured_until: dt.date | None = fields.plain("Last day of the insurance.", default=None)
    work: WorkerKind | None = fields.choice(
        "As what the person works in this community; null: a volunteer alone.", default=None
    )
    specialties: list[Specialty] = fields.choices(
        "Of a social worker: what for.", Specialty, default=()
    )
    service_centre: str | None = fields.plain(
        "Of a social worker: the service centre they belong to.", default=None
    )
    duties: list[StaffDuty] = fields.choices(
        "Of staff: what they look after.", StaffDuty, default=()
    )
    applied_at: dt.datetime = fields.moment("When the person registered.")
    met_at: dt.datetime | None = fields.moment("When the person was met.", default=None)
    left_at: dt.datetime | None = fields.moment("When the person left.", default=None)
    erased_at: dt.datetime | None = fields.moment("When the person was erased.", default=None)
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class VolunteerView(VolunteerSummary):
    """The same with its history."""

    minor_until_year: int | None = fields.plain(
        "The year in which a minor comes of the next age group.", default=None
    )
    guardian_name: str | None = fields.plain("Masked.", default=None)
    guardian_phone: str | None = fields.plain("Masked.", default=None)
    has_national_number: bool = fields.plain("Whether a national number is kept.")
    national_consent_id: UUID | None = fields.plain(
        "The consent to data for the national record, if one was given.", default=None
    )
    contact_consent_id: UUID | None = fields.plain(
        "The consent to a call by the commissioner of the person's team, if one was given.",
        default=None,
    )
    wants_notices: bool = fields.plain("Whether the person wants messages.")
    account: str | None = fields.account("The person's account.", default=None)
    history: list[RegistrationStep] = fields.plain("Everything that happened, oldest first.")


@shape
class VolunteerPage(Page):
    """A page of volunteers, newest first unless sorted otherwise."""

    items: list[VolunteerSummary] = fields.plain("The volunteers, masked.")


@shape
class OwnRegistration(Answer):
    """One of a person's own registrations."""

    id: UUID = fields.plain("The registration.")
    number: str = fields.plain("Number by community and year.")
    community: str = fields.place("The community.")
    state: RegistrationState = fields.choice("Where it stands.")
    work: WorkerKind | None = fields.choice(
        "As what the person works in this community; null: a volunteer alone.", default=None
    )
    specialties: list[Specialty] = fields.choices(
        "Of a social worker: what for.", Specialty, default=()
    )
    service_centre: str | None = fields.plain(
        "Of a social worker: the service centre they belong to.", default=None
    )
    duties: list[StaffDuty] = fields.choices(
        "Of staff: what they look after.", StaffDuty, default=()
    )
    applied_at: dt.datetime = fields.moment("When the person registered.")


@shape
class OwnVolunteer(Answer):
    """A volunteer for the holder of the code; name and phone are masked here."""

    name: str | None = fields.plain("Masked.", default=None)
    phone: str | None = fields.plain("Masked.", default=None)
    age_group: AgeGroup = fields.choice("How old.")
    skills: list[str] = fields.plain("What the person can do.")
    interests: list[str] = fields.plain("What the person likes to do.")
    free_times: list[FreeTime] = fields.choices("When the person usually has time.", FreeTime)
    insured_until: dt.date | None = fields.plain("Last day of the insurance.", default=None)
    wants_notices: bool = fields.plain("Whether the person wants messages.")
    registrations: list[OwnRegistration] = fields.plain("Where the person is registered.")
    erased_at: dt.datetime | None = fields.moment("When it was erased.", default=None)


@request("volunteers", "register_volunteer", VolunteerReceipt)
class RegisterVolunteer(NewVolunteer, Request[VolunteerReceipt]):
    """Register as a volunteer (义工注册)."""

    code: str = fields.text("The code that the gateway made for it.", longest=CODE_LONGEST)


@request("volunteers", "record_volunteer", VolunteerReceipt)
class RecordVolunteer(RecordedVolunteer, Request[VolunteerReceipt]):
    """Write down a registration for a person."""

    code: str = fields.text("The code that the gateway made for it.", longest=CODE_LONGEST)


@request("volunteers", "show_own_volunteer", OwnVolunteer)
class ShowOwnVolunteer(Request[OwnVolunteer]):
    """Show your own registration as a volunteer."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@shape
class OwnCode(Answer):
    """The code that opens what is a person's own as a volunteer."""

    code: str | None = fields.plain(
        "The code; null: nobody in the register has this account.", default=None
    )


@request("volunteers", "show_own_code", OwnCode)
class ShowOwnCode(Request[OwnCode]):
    """Show your own code as a volunteer or social worker, by your account."""


@request("volunteers", "show_volunteer", VolunteerView)
class ShowVolunteer(Request[VolunteerView]):
    """Show one volunteer with the history, the person masked."""

    registration_id: UUID = fields.path("The registration.")


@request("volunteers", "list_volunteers", VolunteerPage)
class ListVolunteers(Listing, Request[VolunteerPage]):
    """List the volunteers that you may see, the people masked."""

    area: str | None = fields.area("Only this area.", default=None)
    state: list[RegistrationState] | None = fields.several(
        "Only in these states.", RegistrationState
    )
    work: list[WorkerKind] | None = fields.several(
        "Only people who work as this.", WorkerKind, default=None
    )
    specialty: list[Specialty] | None = fields.several(
        "Only social workers with one of these specialties.", Specialty, default=None
    )
    sort: str | None = fields.sorting("applied_at")


@shape
class OneRegistration(Change):
    """A change of one registration."""

    registration_id: UUID = fields.path("The registration.")


@request("volunteers", "meet_volunteer", VolunteerView)
class MeetVolunteer(OneRegistration, Request[VolunteerView]):
    """Record that you have met the person (见面确认); they are active from then on."""

    note: str | None = fields.words("A note.", longest=500, default=None)


@request("volunteers", "leave_volunteers", VolunteerView)
class LeaveVolunteers(OneRegistration, Request[VolunteerView]):
    """Write down that the person no longer volunteers here (退出); everything open is freed."""

    note: str | None = fields.words("A note.", longest=500, default=None)


@request("volunteers", "name_volunteer_account", VolunteerView)
class NameVolunteerAccount(OneRegistration, Request[VolunteerView]):
    """Link the person's account, one of the community or its street."""

    account: UUID = fields.plain("The person's account.")


@request("volunteers", "change_volunteer", VolunteerView)
class ChangeVolunteer(OneRegistration, Request[VolunteerView]):
    """Change what is known of a volunteer; what is left out stays as it is.

    A person who is told of as an adult has no guardian any more.
    """

    name: str | None = fields.name("The name.", longest=NAME_LONGEST, default=None)
    phone: str | None = fields.phone(
        "The phone, by which the community reaches the person.", default=None
    )
    age_group: AgeGroup | None = fields.choice("How old.", default=None)
    minor_until_year: int | None = fields.number(
        "For a minor: the year in which they come of the next age group.",
        least=2000,
        most=2100,
        default=None,
    )
    guardian_name: str | None = fields.name(
        "For a minor: the guardian (监护人).", longest=NAME_LONGEST, default=None
    )
    guardian_phone: str | None = fields.phone("For a minor: the guardian's phone.", default=None)
    insured_until: dt.date | None = fields.plain(
        "Last day of the person's accident insurance.", default=None
    )
    national_number: str | None = fields.line(
        "The number in the national system of volunteers (志愿者编号).", longest=30, default=None
    )
    national_consent_id: UUID | None = fields.plain(
        "The consent to data for the national record (报送全国志愿服务信息系统), recorded in this "
        "community.",
        default=None,
    )
    contact_consent_id: UUID | None = fields.plain(
        "The consent to a call by the commissioner of the person's team, recorded in this "
        "community.",
        default=None,
    )


@event("volunteers", subject="registration_id")
class VolunteerRegistered(Event):
    """A person registered as a volunteer, was met, or left; it names nobody."""

    registration_id: UUID = fields.plain("The registration.")
    volunteer_id: UUID = fields.plain("The person, the same in every community.")
    community: str = fields.area("The community.")
    state: RegistrationState = fields.choice("Where it stands now.")
    age_group: AgeGroup = fields.choice("How old.")
    registered_on: dt.date = fields.plain("When.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
