"""Guests (未注册居民、团体): residents without registration, and groups, who take places."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.activities import PLACES_MOST
from contracts.volunteers.sign_ups import SignUpView
from contracts.volunteers.volunteers import CODE_LONGEST, NAME_LONGEST
from contracts.volunteers.words import AgeGroup

GROUP_LONGEST = 60


@shape
class GuestBody(Shape):
    """What a guest tells: one resident, or a person who speaks for a group."""

    shift_id: UUID = fields.plain("The shift.")
    name: str = fields.name(
        "The name of the guest, or of the person who speaks for the group.",
        longest=NAME_LONGEST,
        example="陈秀英",
    )
    phone: str = fields.phone("The phone, by which changes are told.", example="13800138000")
    group: str | None = fields.name(
        "The group, if several come together.", longest=GROUP_LONGEST, default=None
    )
    heads: int = fields.number(
        "How many places they need.", least=1, most=PLACES_MOST, default=1, example=1
    )
    age_group: AgeGroup = fields.choice("How old; no birthday is kept.", example="adult")
    guardian_name: str | None = fields.name(
        "For a minor: the guardian (监护人), who agrees to it.", longest=NAME_LONGEST, default=None
    )
    guardian_phone: str | None = fields.phone("For a minor: the guardian's phone.", default=None)


@shape
class GuestReceipt(Answer):
    """The receipt of a guest's sign-up."""

    id: UUID = fields.plain("The sign-up.")
    code: str = fields.plain("The guest's code: it shows the sign-up and gives the place back.")
    sign_up: SignUpView = fields.plain("Where the sign-up stands.")


@request("volunteers", "sign_up_guest", GuestReceipt)
class SignUpGuest(GuestBody, Request[GuestReceipt]):
    """Sign up for a shift without being a registered volunteer."""

    code: str = fields.text("The code that the gateway made.", longest=CODE_LONGEST)


@request("volunteers", "record_guest", GuestReceipt)
class RecordGuest(GuestBody, Request[GuestReceipt]):
    """Sign a resident or a group up as a clerk."""

    code: str = fields.text("The code that the gateway made.", longest=CODE_LONGEST)


@request("volunteers", "show_guest_sign_up", SignUpView)
class ShowGuestSignUp(Request[SignUpView]):
    """Show your own sign-up as a guest."""

    code: str = fields.path(fields.text("The guest's code.", longest=CODE_LONGEST))


@request("volunteers", "accept_guest_sign_up", SignUpView)
class AcceptGuestSignUp(Change, Request[SignUpView]):
    """Accept the place that is offered to you as a guest."""

    code: str = fields.path(fields.text("The guest's code.", longest=CODE_LONGEST))


@request("volunteers", "withdraw_guest_sign_up", SignUpView)
class WithdrawGuestSignUp(Change, Request[SignUpView]):
    """Give your place back as a guest."""

    code: str = fields.path(fields.text("The guest's code.", longest=CODE_LONGEST))
