"""Sign-ups (报名) for shifts: confirmed while there is room, else waiting in order.

A place that becomes free is offered to the first who waits, with a time to answer.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.volunteers import CODE_LONGEST
from contracts.volunteers.words import Presence, SignUpState

MINUTES_MOST = 1440


@shape
class SignUpStep(Answer):
    """One line of a sign-up's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `confirmed`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account; null: the person.", default=None)
    role: str = fields.plain("The role in which it was done.")


@shape
class SignUpView(Answer):
    """One sign-up, the person masked."""

    id: UUID = fields.plain("The sign-up.")
    activity_id: UUID = fields.plain("The activity.")
    activity: str = fields.plain("What it is called.")
    shift_id: UUID = fields.plain("The shift.")
    community: str = fields.place("Where.")
    volunteer_id: UUID | None = fields.plain("The volunteer; null: a guest.", default=None)
    guest_id: UUID | None = fields.plain(
        "The resident without registration, or the group; null: a volunteer.", default=None
    )
    name: str | None = fields.plain("Masked; null: erased.", default=None)
    group: str | None = fields.plain("The group, if one comes.", default=None)
    guardian_agrees: bool = fields.plain("Of a minor: whether the guardian agreed.")
    came_unannounced: bool = fields.plain("Whether they came without a sign-up.")
    turn: int = fields.plain("Its number in the list of the shift.")
    state: SignUpState = fields.choice("Where it stands.")
    heads: int = fields.plain("How many places it takes.")
    ahead: int | None = fields.plain("Sign-ups that wait before it, if it waits.", default=None)
    offered_until: dt.datetime | None = fields.moment(
        "Until when the offered place can be accepted.", default=None
    )
    starts_at: dt.datetime = fields.moment("When the shift begins.")
    ends_at: dt.datetime = fields.moment("When the shift ends.")
    signed_up_at: dt.datetime = fields.moment("When.")
    presence: Presence | None = fields.choice("How the person was there.", default=None)
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()
    history: list[SignUpStep] | None = fields.plain(
        "What happened to it, oldest first; in the view of one.", default=None
    )


@shape
class SignUpPage(Page):
    """A page of sign-ups."""

    items: list[SignUpView] = fields.plain("The sign-ups.")


@shape
class VolunteerAtShift(Shape):
    """One volunteer at one shift, by the number that people know."""

    shift_id: UUID = fields.plain("The shift.")
    volunteer_id: UUID | None = fields.plain(
        "The person, unless you give the number.", default=None
    )
    number: str | None = fields.line(
        "The number of the person's registration in the community.",
        longest=40,
        default=None,
        example="2026-12",
    )
    guardian_agrees: bool = fields.plain(
        "For a minor: whether the guardian told you that they agree.", default=False
    )


@request("volunteers", "record_sign_up", SignUpView)
class RecordSignUp(VolunteerAtShift, Request[SignUpView]):
    """Sign a volunteer up for a shift as a clerk."""


@request("volunteers", "accept_sign_up", SignUpView)
class AcceptSignUp(Change, Request[SignUpView]):
    """Accept an offered place for the person."""

    sign_up_id: UUID = fields.path("The sign-up.")


@request("volunteers", "withdraw_sign_up", SignUpView)
class WithdrawSignUp(Change, Request[SignUpView]):
    """Give a place back for the person."""

    sign_up_id: UUID = fields.path("The sign-up.")


@request("volunteers", "show_sign_up", SignUpView)
class ShowSignUp(Request[SignUpView]):
    """Show one sign-up with its history."""

    sign_up_id: UUID = fields.path("The sign-up.")


@request("volunteers", "list_sign_ups", SignUpPage)
class ListSignUps(Listing, Request[SignUpPage]):
    """List the sign-ups that you may see."""

    area: str | None = fields.area("Only this area.", default=None)
    activity_id: UUID | None = fields.plain("Only for this activity.", default=None)
    shift_id: UUID | None = fields.plain("Only for this shift.", default=None)
    volunteer_id: UUID | None = fields.plain("Only of this person.", default=None)
    state: list[SignUpState] | None = fields.several("Only in these states.", SignUpState)
    sort: str | None = fields.sorting("signed_up_at")


@shape
class OwnSignUps(Answer):
    """The sign-ups of the holder of a code, newest first."""

    items: list[SignUpView] = fields.plain("The sign-ups.")


@request("volunteers", "list_own_sign_ups", OwnSignUps)
class ListOwnSignUps(Request[OwnSignUps]):
    """List your own sign-ups."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))


@request("volunteers", "sign_up", SignUpView)
class SignUp(Request[SignUpView]):
    """Sign up for a shift (报名)."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
    shift_id: UUID = fields.plain("The shift.")
    guardian_phone: str | None = fields.phone(
        "For a minor: the guardian's phone from the registration, given by the guardian, who so "
        "agrees.",
        default=None,
    )


@request("volunteers", "accept_own_sign_up", SignUpView)
class AcceptOwnSignUp(Change, Request[SignUpView]):
    """Accept the place that is offered to you."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
    sign_up_id: UUID = fields.path("The sign-up.")


@request("volunteers", "withdraw_own_sign_up", SignUpView)
class WithdrawOwnSignUp(Change, Request[SignUpView]):
    """Give your place back."""

    code: str = fields.path(fields.text("The person's code.", longest=CODE_LONGEST))
    sign_up_id: UUID = fields.path("The sign-up.")


@request("volunteers", "record_unannounced", SignUpView)
class RecordUnannounced(VolunteerAtShift, Request[SignUpView]):
    """Check a volunteer in who came without a sign-up; it takes none of the places."""

    minutes: int | None = fields.number(
        "How long they served, without the way there; the whole shift, if left out.",
        least=1,
        most=MINUTES_MOST,
        default=None,
    )


@request("volunteers", "check_in", SignUpView)
class CheckIn(Change, Request[SignUpView]):
    """Record how a person was there (签到), and for how long."""

    sign_up_id: UUID = fields.path("The sign-up.")
    presence: Presence = fields.choice("How the person was there.", example="present")
    minutes: int | None = fields.number(
        "How long they served, without the way there; the whole shift, if left out.",
        least=1,
        most=MINUTES_MOST,
        default=None,
    )
