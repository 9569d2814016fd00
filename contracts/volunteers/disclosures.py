"""Disclosures (查看完整信息): seeing a volunteer's contact or finding the person, for a reason."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.disclosures import DisclosureFilter, DisclosuresOfArea, Overseen, Use
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape
from contracts.volunteers.volunteers import CODE_LONGEST, NAME_LONGEST, VolunteerPage
from contracts.volunteers.words import VolunteerDisclosureReason, VolunteerSeenFor


@shape
class DisclosingVolunteer(Shape):
    """Why the caller needs to see it."""

    reason: VolunteerDisclosureReason = fields.choice("Why.", example="meeting")
    words: str | None = fields.words(
        "The reason in words; required for the reason `other`.", longest=500, default=None
    )


@shape
class VolunteerDisclosedAnswer(Answer):
    """The full details, for this answer only: give a reason again to see them again."""

    id: UUID = fields.plain("The disclosure.")
    registration_id: UUID = fields.plain("The registration.")
    disclosed_at: dt.datetime = fields.moment("When.")
    name: str | None = fields.plain("The name.", default=None)
    phone: str | None = fields.plain("The phone.", default=None)
    guardian_name: str | None = fields.plain("For a minor: the guardian.", default=None)
    guardian_phone: str | None = fields.plain("For a minor: the guardian's phone.", default=None)


@request("volunteers", "disclose_volunteer", VolunteerDisclosedAnswer)
class DiscloseVolunteer(DisclosingVolunteer, Request[VolunteerDisclosedAnswer]):
    """See the full name and phone of a volunteer (查看完整信息).

    Each viewing is recorded with its reason and shown to the person. A commissioner sees those of
    people in their own team who agree to be called, or who came by a link into it.
    """

    registration_id: UUID = fields.path("The registration.")


@request("volunteers", "find_volunteers", VolunteerPage)
class FindVolunteers(DisclosingVolunteer, Listing, Request[VolunteerPage]):
    """Find volunteers by full name, phone or code (查找义工).

    Each search is recorded with its reason and shown to the person.

    Personal data travels in the body, never in the address, because addresses are logged on the
    way.
    """

    person: str = fields.line(
        "The full name, the phone, or the code that the person brings. Parts find nothing.",
        longest=NAME_LONGEST,
        example="13800138000",
    )
    sort: str | None = fields.sorting("applied_at", default=None)


@shape
class ToldVolunteerDisclosure(Use):
    """One use of a volunteer's contact, as the person learns of it: no account, no free words."""

    reason: VolunteerSeenFor = fields.choice("Why.")


@shape
class VolunteerDisclosureView(ToldVolunteerDisclosure, Overseen):
    """One disclosure, for those who oversee."""


@shape
class VolunteerDisclosureList(Page):
    """A page of the disclosures of one person, oldest first unless sorted otherwise."""

    items: list[VolunteerDisclosureView] = fields.plain("The disclosures.")


@request("volunteers", "list_volunteer_disclosures", VolunteerDisclosureList)
class ListVolunteerDisclosures(DisclosureFilter, Request[VolunteerDisclosureList]):
    """List who saw a volunteer's contact in this community, when and why."""

    registration_id: UUID = fields.path("The registration.")


@shape
class CommunityVolunteerDisclosure(VolunteerDisclosureView):
    """One viewing with the volunteer who was seen."""

    registration_id: UUID | None = fields.plain(
        "The newest registration in this community; null: it was merged with another one.",
        default=None,
    )
    number: str | None = fields.plain(
        "The volunteer's number in this community; null as the registration.", default=None
    )
    community: str = fields.place("The community.")


@shape
class CommunityVolunteerDisclosureList(Page):
    """A page of viewings, the newest first unless sorted otherwise."""

    items: list[CommunityVolunteerDisclosure] = fields.plain("The viewings.")


@request("volunteers", "list_community_volunteer_disclosures", CommunityVolunteerDisclosureList)
class ListCommunityVolunteerDisclosures(
    DisclosuresOfArea, Request[CommunityVolunteerDisclosureList]
):
    """List who saw volunteers' contacts in your communities, when and why; messages apart."""


@shape
class ToldVolunteerDisclosures(Page):
    """A page of the uses of a person's own contact, oldest first unless sorted otherwise."""

    items: list[ToldVolunteerDisclosure] = fields.plain("The uses.")


@request("volunteers", "track_volunteer_disclosures", ToldVolunteerDisclosures)
class TrackVolunteerDisclosures(DisclosureFilter, Request[ToldVolunteerDisclosures]):
    """List when, why and in which role your name or phone was seen or used; no names."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@event("volunteers", subject="disclosure_id")
class VolunteerDisclosed(Event):
    """Somebody saw a volunteer's contact, or found the person by name or phone."""

    disclosure_id: UUID = fields.plain("The disclosure.")
    volunteer_id: UUID = fields.plain("The person, the same in every community.")
    community: str = fields.area("The community.")
    role: str = fields.plain("The role in which it was seen.")
    reason: VolunteerDisclosureReason = fields.choice("Why.")
    seen: list[str] = fields.plain("The fields that were seen.")
    disclosed_at: dt.datetime = fields.moment("When.")
    sealed_account: str = fields.plain("The viewer's account, readable only inside Linli.")
    version: int = fields.number("Always 1.", least=1, most=1, default=1)
