"""Disclosures (查看完整信息): seeing a resident's contact whole, or finding it, for a reason that is kept."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.appeals.intake import AppealFilter, AppealPage
from contracts.appeals.words import DisclosureReason, SeenFor
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

_SEEN = (
    "Which fields were seen; `number`, `tracking_code` or `contact_phone` alone: it was looked for "
    "by this."
)


@shape
class Disclosing(Shape):
    """Why the caller needs to see it."""

    reason: DisclosureReason = fields.choice("Why.")
    words: str | None = fields.words(
        "Why, in words; required for the reason `other`.", longest=500, default=None
    )


@shape
class Disclosed(Answer):
    """The whole, for this answer alone: who needs it again gives a reason again."""

    id: UUID = fields.plain("The disclosure.")
    appeal_id: UUID = fields.plain("The appeal.")
    disclosed_at: dt.datetime = fields.moment("When.")
    contact_name: str | None = fields.plain("Whom to answer.", default=None)
    contact_phone: str | None = fields.plain("A phone to call back.", default=None)
    contact_address: str | None = fields.plain("Where to visit.", default=None)
    contact_email: str | None = fields.plain("An e-mail address to answer to.", default=None)
    text: str = fields.plain("What the resident asks for, with every number in it.")


@request("appeals", "disclose_contact", Disclosed)
class DiscloseContact(Disclosing, Request[Disclosed]):
    """See contact and text whole (查看完整信息); who, when and why is kept and told to the person."""

    appeal_id: UUID = fields.path("The appeal.")


@request("appeals", "find_appeals", AppealPage)
class FindAppeals(Disclosing, AppealFilter, Request[AppealPage]):
    """Find appeals by number, tracking code or phone (查找诉求); each look is kept and told.

    A person travels in a body, never in an address, which is logged on the way.
    """

    quoted: str = fields.line(
        "The number, the tracking code or the phone, whole. Parts find nothing.",
        longest=40,
        example="13800138000",
    )


@shape
class DisclosureView(Answer):
    """One disclosure, for those who oversee."""

    id: UUID = fields.plain("The disclosure.")
    disclosed_at: dt.datetime = fields.moment("When.")
    by: str = fields.account("The account that saw it; `system` for a message that was sent.")
    role: str = fields.plain("In which role.")
    reason: SeenFor = fields.choice("Why.")
    purpose: str | None = fields.plain(
        "For which message, for the reason `notice`: its kind, as `appeal_answered`.", default=None
    )
    purpose_zh: str | None = fields.plain("The same in Chinese words.", default=None)
    purpose_en: str | None = fields.plain("The same in English words.", default=None)
    words: str | None = fields.plain("Why, in words.", default=None)
    seen: list[str] = fields.plain(_SEEN)


@shape
class DisclosureFilter(Listing):
    """Which page of the disclosures."""

    sort: str | None = fields.sorting("disclosed_at", default=None)


@shape
class DisclosureList(Page):
    """A page of the disclosures of one appeal, oldest first unless sorted otherwise."""

    items: list[DisclosureView] = fields.plain("The disclosures.")


@request("appeals", "list_disclosures", DisclosureList)
class ListDisclosures(DisclosureFilter, Request[DisclosureList]):
    """Who saw the contact of an appeal, when and why."""

    appeal_id: UUID = fields.path("The appeal.")


@shape
class ToldDisclosure(Answer):
    """One disclosure as the person learns of it: no account, no free words."""

    disclosed_at: dt.datetime = fields.moment("When.")
    role: str = fields.plain("In which role.")
    reason: SeenFor = fields.choice("Why.")
    purpose: str | None = fields.plain(
        "For which message, for the reason `notice`: its kind, as `appeal_answered`.", default=None
    )
    purpose_zh: str | None = fields.plain("The same in Chinese words.", default=None)
    purpose_en: str | None = fields.plain("The same in English words.", default=None)
    seen: list[str] = fields.plain(_SEEN)


@shape
class ToldDisclosures(Page):
    """A page of the disclosures of one appeal, oldest first unless sorted otherwise."""

    items: list[ToldDisclosure] = fields.plain("The disclosures.")


@request("appeals", "track_disclosures", ToldDisclosures)
class TrackDisclosures(DisclosureFilter, Request[ToldDisclosures]):
    """The same by tracking code: in which role, when and why, without names."""

    tracking_code: str = fields.path(fields.text("The code.", longest=40))


@event("appeals", subject="disclosure_id")
class ContactDisclosed(Event):
    """Somebody saw a contact whole; the register knows who, and whose."""

    disclosure_id: UUID = fields.plain("The disclosure.")
    appeal_id: UUID = fields.plain("The appeal.")
    community: str = fields.area("The community of the appeal.")
    role: str = fields.plain("In which role.")
    reason: DisclosureReason = fields.choice("Why.")
    seen: list[str] = fields.plain(_SEEN)
    disclosed_at: dt.datetime = fields.moment("When.")
    sealed_account: str | None = fields.plain(
        "Which account, as only Linli itself reads it; null: of before it was kept.", default=None
    )
    version: int = fields.number("Always 1.", least=1, most=1, default=1)
