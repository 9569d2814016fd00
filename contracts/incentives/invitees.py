"""People without an account who are invited (受邀人): name and contact sealed, seen for a reason."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.disclosures import DisclosuresOfArea, Look, Overseen
from contracts.incentives.words import InviteeSeenFor
from contracts.lists import Listing, Page
from contracts.recruitment.surveys import Received
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

NAME_LONGEST = 40
CONTACT_LONGEST = 200


@shape
class Invitee(Shape):
    """Somebody without an account who is invited."""

    name: str = fields.name("The name; kept sealed.", longest=NAME_LONGEST, example="刘建国")
    contact: str | None = fields.line(
        "How to reach them; kept sealed.",
        longest=CONTACT_LONGEST,
        example="13900139000",
        default=None,
    )


@shape
class InviteeLook(Look):
    """One viewing of name and contact, as the person learns of it: no account, no free words."""

    reason: InviteeSeenFor = fields.choice("Why.")


@shape
class InviteeDisclosureView(InviteeLook, Overseen):
    """One viewing, for those who oversee."""


@shape
class InviteeDisclosureList(Page):
    """A page of the viewings of one person, oldest first unless sorted otherwise."""

    items: list[InviteeDisclosureView] = fields.plain("The disclosures.")


@shape
class InviteeDisclosedAnswer(Answer):
    """Name and contact, for this answer only: give a reason again to see them again."""

    id: UUID = fields.plain("The disclosure.")
    disclosed_at: dt.datetime = fields.moment("When.")
    name: str = fields.plain("The name.")
    contact: str | None = fields.plain("How to reach them; null: not known.", default=None)


@request("incentives", "disclose_invitee", InviteeDisclosedAnswer)
class DiscloseInvitee(Request[InviteeDisclosedAnswer]):
    """See name and contact of an invited person. Each viewing is recorded."""

    invitee_id: UUID = fields.path("The invited person.")
    reason: InviteeSeenFor = fields.choice("Why.", example="remind")
    words: str | None = fields.words(
        "The reason in words; required for the reason `other`.", longest=500, default=None
    )


@request("incentives", "list_invitee_disclosures", InviteeDisclosureList)
class ListInviteeDisclosures(Listing, Request[InviteeDisclosureList]):
    """List who saw name and contact of an invited person, when and why."""

    invitee_id: UUID = fields.path("The invited person.")
    sort: str | None = fields.sorting("disclosed_at", default=None)


@shape
class AreaInviteeDisclosure(InviteeDisclosureView):
    """One viewing with the invited person who was seen."""

    name: str | None = fields.plain(
        "Family name and marks for the rest; null once it was erased.", default=None
    )
    area: str = fields.place("The area of the occasion.")


@shape
class AreaInviteeDisclosureList(Page):
    """A page of viewings, the newest first unless sorted otherwise."""

    items: list[AreaInviteeDisclosure] = fields.plain("The viewings.")


@request("incentives", "list_area_invitee_disclosures", AreaInviteeDisclosureList)
class ListAreaInviteeDisclosures(DisclosuresOfArea, Request[AreaInviteeDisclosureList]):
    """List who saw invited people's names and contacts in your areas, when and why."""


@request("incentives", "erase_invitee", Received)
class EraseInvitee(Request[Received]):
    """Erase name and contact of an invited person, as they wish; the invitation stays."""

    invitee_id: UUID = fields.path("The invited person.")


@event("incentives", subject="disclosure_id", area="area")
class InviteeDisclosed(Event):
    """Somebody saw name and contact of an invited person."""

    disclosure_id: UUID = fields.plain("The disclosure.")
    invitee_id: UUID = fields.plain("The invited person.")
    area: str = fields.area("The area of the occasion.")
    role: str = fields.plain("The role in which it was seen.")
    reason: str = fields.plain("Why, as `remind`.")
    seen: list[str] = fields.plain("The fields that were seen.")
    disclosed_at: dt.datetime = fields.moment("When.")
    sealed_account: str = fields.plain("The viewer's account, readable only inside Linli.")
    version: int = fields.number("Always 1.", least=1, most=1, default=1)
