"""Disclosures (查看完整信息): seeing or searching full contact details, for a recorded reason."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.appeals.intake import AppealFilter, AppealPage
from contracts.appeals.words import DisclosureReason, SeenFor
from contracts.disclosures import DisclosureFilter, DisclosuresOfArea, Overseen, Use
from contracts.lists import Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

_SEEN = (
    "The fields that were seen; `number`, `tracking_code` or `contact_phone` alone: the appeal "
    "was searched by it."
)


@shape
class Disclosing(Shape):
    """Why the caller needs to see it."""

    reason: DisclosureReason = fields.choice("Why.")
    words: str | None = fields.words(
        "The reason in words; required for the reason `other`.", longest=500, default=None
    )


@shape
class Disclosed(Answer):
    """The full details, for this answer only: give a reason again to see them again."""

    id: UUID = fields.plain("The disclosure.")
    appeal_id: UUID = fields.plain("The appeal.")
    disclosed_at: dt.datetime = fields.moment("When.")
    contact_name: str | None = fields.plain("The name of the person to answer.", default=None)
    contact_phone: str | None = fields.plain("A phone to call back.", default=None)
    contact_address: str | None = fields.plain("Where to visit.", default=None)
    contact_email: str | None = fields.plain("An e-mail address to answer to.", default=None)
    text: str = fields.plain("What the resident asks for, with every number in it.")


@request("appeals", "disclose_contact", Disclosed)
class DiscloseContact(Disclosing, Request[Disclosed]):
    """See the full contact details and text (查看完整信息).

    Each viewing is recorded with its reason and shown to the person.
    """

    appeal_id: UUID = fields.path("The appeal.")


@request("appeals", "find_appeals", AppealPage)
class FindAppeals(Disclosing, AppealFilter, Request[AppealPage]):
    """Find appeals by number, tracking code or phone (查找诉求).

    Each search is recorded with its reason and shown to the person.

    Personal data travels in the body, never in the address, because addresses are logged on the
    way.
    """

    quoted: str = fields.line(
        "The complete number, tracking code or phone. Parts find nothing.",
        longest=40,
        example="13800138000",
    )


@shape
class ToldDisclosure(Use):
    """One disclosure as the person learns of it: no account, no free words."""

    reason: SeenFor = fields.choice("Why.")
    seen: list[str] = fields.plain(_SEEN)


@shape
class DisclosureView(ToldDisclosure, Overseen):
    """One disclosure, for those who oversee."""


@shape
class DisclosureList(Page):
    """A page of the disclosures of one appeal, oldest first unless sorted otherwise."""

    items: list[DisclosureView] = fields.plain("The disclosures.")


@request("appeals", "list_disclosures", DisclosureList)
class ListDisclosures(DisclosureFilter, Request[DisclosureList]):
    """List who saw the contact of an appeal, when and why."""

    appeal_id: UUID = fields.path("The appeal.")


@shape
class CommunityDisclosure(DisclosureView):
    """One disclosure with the appeal whose contact was seen."""

    appeal_id: UUID = fields.plain("The appeal.")
    number: str = fields.plain("The appeal's number.")
    community: str = fields.place("The community of the appeal.")


@shape
class CommunityDisclosureList(Page):
    """A page of disclosures, the newest first unless sorted otherwise."""

    items: list[CommunityDisclosure] = fields.plain("The disclosures.")


@request("appeals", "list_community_disclosures", CommunityDisclosureList)
class ListCommunityDisclosures(DisclosuresOfArea, Request[CommunityDisclosureList]):
    """List who saw contacts of appeals in your communities, when and why."""

    reason: list[SeenFor] | None = fields.several("Only for these reasons.", SeenFor)


@shape
class ToldDisclosures(Page):
    """A page of the disclosures of one appeal, oldest first unless sorted otherwise."""

    items: list[ToldDisclosure] = fields.plain("The disclosures.")


@request("appeals", "track_disclosures", ToldDisclosures)
class TrackDisclosures(DisclosureFilter, Request[ToldDisclosures]):
    """List by tracking code in which role, when and why the contact was seen, without names."""

    tracking_code: str = fields.path(fields.text("The code.", longest=40))


@event("appeals", subject="disclosure_id")
class ContactDisclosed(Event):
    """Somebody saw full contact details; the register knows the viewer and the appeal."""

    disclosure_id: UUID = fields.plain("The disclosure.")
    appeal_id: UUID = fields.plain("The appeal.")
    community: str = fields.area("The community of the appeal.")
    role: str = fields.plain("The role in which it was seen.")
    reason: DisclosureReason = fields.choice("Why.")
    seen: list[str] = fields.plain(_SEEN)
    disclosed_at: dt.datetime = fields.moment("When.")
    sealed_account: str | None = fields.plain(
        "The viewer's account, readable only inside Linli; null in events older than this field.",
        default=None,
    )
    version: int = fields.number("Always 1.", least=1, most=1, default=1)
