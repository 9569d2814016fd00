"""The data of a volunteer or guest: a copy (PIPL art. 45), and its erasure (art. 47)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, request, shape
from contracts.volunteers.disclosures import ToldVolunteerDisclosure
from contracts.volunteers.hours import HoursView
from contracts.volunteers.memberships import MembershipView
from contracts.volunteers.merits import VolunteerMerit
from contracts.volunteers.sign_ups import SignUpView
from contracts.volunteers.trainings import VolunteerTraining
from contracts.volunteers.volunteers import CODE_LONGEST, OwnRegistration
from contracts.volunteers.words import AgeGroup, FreeTime, GroupRole


@shape
class OwnGroup(Answer):
    """A group in which the person is listed."""

    group: str = fields.plain("What it is called.", example="荔林合唱队")
    role: GroupRole = fields.choice("What the person is to the group.")
    since: dt.date = fields.plain("First day.")
    until: dt.date | None = fields.plain("First day without it; null: still.", default=None)


@shape
class VolunteerCopy(Answer):
    """Everything that is stored about a volunteer, nothing masked."""

    exported_at: dt.datetime = fields.moment("When this copy was made.")
    id: UUID = fields.plain("The person.")
    name: str | None = fields.plain("Name.", default=None)
    phone: str | None = fields.plain("Phone.", default=None)
    account: str | None = fields.plain("The person's account.", default=None)
    age_group: AgeGroup = fields.choice("How old.")
    minor_until_year: int | None = fields.plain(
        "The year in which a minor comes of the next age group.", default=None
    )
    guardian_name: str | None = fields.plain("The guardian.", default=None)
    guardian_phone: str | None = fields.plain("The guardian's phone.", default=None)
    skills: list[str] = fields.plain("What the person can do.")
    interests: list[str] = fields.plain("What the person likes to do.")
    free_times: list[FreeTime] = fields.choices("When the person usually has time.", FreeTime)
    insured_until: dt.date | None = fields.plain("Last day of the insurance.", default=None)
    national_number: str | None = fields.plain("The national number.", default=None)
    wants_notices: bool = fields.plain("Whether the person wants messages.")
    may_succeed: bool = fields.plain(
        "Whether the person agrees to be shown as a possible successor.", default=False
    )
    disclosures: list[ToldVolunteerDisclosure] = fields.plain(
        "Every use of the contact, oldest first."
    )
    registrations: list[OwnRegistration] = fields.plain("Where the person is registered.")
    trainings: list[VolunteerTraining] = fields.plain("The trainings.")
    merits: list[VolunteerMerit] = fields.plain("Honours and evaluations.")
    memberships: list[MembershipView] = fields.plain("The memberships.")
    sign_ups: list[SignUpView] = fields.plain("The sign-ups.")
    hours: list[HoursView] = fields.plain("The hours.")
    groups: list[OwnGroup] = fields.plain("The groups in which the person is listed.")
    certificates: list[str] = fields.plain("Numbers of the certificates of hours.")


@shape
class VolunteerErasure(Answer):
    """Everything personal is gone; minutes, numbers and figures stay."""

    erased_at: dt.datetime = fields.moment("When.")


@request("volunteers", "export_own_volunteer", VolunteerCopy)
class ExportOwnVolunteer(Request[VolunteerCopy]):
    """Get a copy of everything stored about you as a volunteer (查阅、复制), with your phone as proof."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
    phone: str = fields.phone(
        "The phone that was given at the registration.", example="13800138000"
    )


@request("volunteers", "erase_own_volunteer", VolunteerErasure)
class EraseOwnVolunteer(Request[VolunteerErasure]):
    """Erase your personal data for good (删除), with your phone as proof; memberships end."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
    phone: str = fields.phone(
        "The phone that was given at the registration.", example="13800138000"
    )


@shape
class GuestCopy(Answer):
    """Everything that is stored about a guest, nothing masked."""

    exported_at: dt.datetime = fields.moment("When this copy was made.")
    id: UUID = fields.plain("The guest.")
    name: str | None = fields.plain("Name.", default=None)
    phone: str | None = fields.plain("Phone.", default=None)
    group: str | None = fields.plain("The group.", default=None)
    age_group: AgeGroup = fields.choice("How old.")
    guardian_name: str | None = fields.plain("The guardian.", default=None)
    guardian_phone: str | None = fields.plain("The guardian's phone.", default=None)
    disclosures: list[ToldVolunteerDisclosure] = fields.plain(
        "Every use of the contact, oldest first."
    )
    sign_up: SignUpView = fields.plain("The sign-up.")


@shape
class GuestErasure(Answer):
    """Everything personal is gone; the place is free and figures stay."""

    erased_at: dt.datetime = fields.moment("When.")


@request("volunteers", "export_own_guest", GuestCopy)
class ExportOwnGuest(Request[GuestCopy]):
    """Get a copy of everything stored about you as a guest (查阅、复制), with your phone as proof."""

    code: str = fields.path(fields.text("The guest's code.", longest=CODE_LONGEST))
    phone: str = fields.phone("The phone that was given at the sign-up.", example="13800138000")


@request("volunteers", "erase_own_guest", GuestErasure)
class EraseOwnGuest(Request[GuestErasure]):
    """Erase your personal data as a guest for good (删除), with your phone as proof."""

    code: str = fields.path(fields.text("The guest's code.", longest=CODE_LONGEST))
    phone: str = fields.phone("The phone that was given at the sign-up.", example="13800138000")
