"""Appointments (聘任) of commissioners: from the proposal to the end of the term. R10 to R17."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.recruitment.back_entries import BackEntered
from contracts.recruitment.words import AppointmentState, EndReason, Grade, Kind, Part
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

NAME_LONGEST = 60
POSITION_LONGEST = 60
WORDS_LONGEST = 1000

_HAPPENED = (
    "The day on which it happened; today, if left out. Never in the future; earlier than the "
    "street's `back_entry_days` only with its consent to back entries."
)


def happened() -> Any:
    """The day of a step that was taken on paper."""
    return fields.plain(_HAPPENED, default=None, example="2013-05-04")


def words(description: str, example: str) -> Any:
    """Words that must be given."""
    return fields.words(description, longest=WORDS_LONGEST, example=example)


@shape
class ObjectionView(Answer):
    """An objection, and its answer."""

    id: UUID = fields.plain("The objection.")
    text: str = fields.plain("The objection, personal numbers hidden.")
    has_contact: bool = fields.plain(
        "Whether the objector left a contact; the party committee sees it for a reason, see "
        "disclosures."
    )
    raised_on: dt.date = fields.plain("When.")
    answer: str | None = fields.plain("The answer.", default=None)
    answered_on: dt.date | None = fields.plain("When it was answered.", default=None)
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes of the objection, from 1.")


@shape
class AppointmentStep(BackEntered):
    """Something that happened to an appointment."""

    what: str = fields.plain("What happened.")
    happened_at: dt.datetime = fields.moment("When.")
    recorded_at: dt.datetime = fields.moment("When it was written down.")
    by: str | None = fields.account("The account that did it.", default=None)
    role: str = fields.plain("The role in which it was done.")
    part: Part | None = fields.choice("Which unified part was completed.", default=None)
    note: str | None = fields.plain("Words, personal numbers hidden.", default=None)


@shape
class AppointmentView(Answer):
    """One appointment for the staff who prepare, decide and oversee it, and for its person."""

    id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    post_id: UUID = fields.plain("The post.")
    post: str = fields.plain("Its name.")
    kind: Kind = fields.choice("One of the three kinds of people.")
    commissioner: UUID = fields.plain("The person: the account, where one was named.")
    has_account: bool = fields.plain(
        "Whether an account was named; without one the person gets no role, no view of their own "
        "and no reminders."
    )
    name: str | None = fields.plain("The name; masked where the caller needs no more.")
    phone: str | None = fields.plain(
        "The phone, masked except for the person; others see all of it for a reason, see "
        "disclosures."
    )
    not_printable: list[str] = fields.plain(
        "Characters of the name that no font of this deployment prints: its certificate leaves "
        "blanks for them (`leaves_blanks`), or the operator adds a font. None where the name "
        "is masked."
    )
    position: str | None = fields.plain(
        "The position at the workstation of staff in the interim; null where the caller needs no "
        "more.",
        default=None,
    )
    shows_name: bool = fields.plain(
        "Whether the public notice names the person now: the application agreed, or a consent "
        "`name_in_notice` holds. Otherwise it shows the name masked."
    )
    application_id: UUID | None = fields.plain("The application that it comes from.", default=None)
    renews: UUID | None = fields.plain("The appointment that it renews.", default=None)
    state: AppointmentState = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    proposed_on: dt.date = fields.plain("When it was proposed.")
    notice_from: dt.date | None = fields.plain("First day of the public notice.", default=None)
    notice_to: dt.date | None = fields.plain("Last day of it, to 24:00.", default=None)
    on_paper: bool = fields.plain(
        "Whether the notice hung on paper; always so where it began before it was written down."
    )
    paper_reference: str | None = fields.plain(
        "Where it hung, and on which sheet; null where the caller needs no more.", default=None
    )
    decided_on: dt.date | None = fields.plain("When the committee decided.", default=None)
    term_from: dt.date | None = fields.plain("First day of the term.", default=None)
    term_to: dt.date | None = fields.plain("Last day of it, to 24:00.", default=None)
    parts: dict[str, dt.date | None] = fields.plain("Each unified part, and when it was completed.")
    began_on: dt.date | None = fields.plain("First day in office.", default=None)
    ended_on: dt.date | None = fields.plain("First day without it.", default=None)
    end_reason: EndReason | None = fields.choice("Why it ended, in kind.", default=None)
    successor: UUID | None = fields.plain("The person who took over.", default=None)
    grade: Grade | None = fields.choice("The year's evaluation.", default=None)
    evaluated_on: dt.date | None = fields.plain("When it was given.", default=None)
    found_because: str | None = fields.plain("How the person was found.", default=None)
    ability: str | None = fields.plain(
        "Ability (具备履职能力); null where the caller needs no more."
    )
    trust: str | None = fields.plain("受居民信赖; likewise.")
    recognition: str | None = fields.plain("得到社区党委认同; likewise.")
    willingness: str | None = fields.plain("热心公益且自愿; likewise.")
    dual_roles: str | None = fields.plain("Other offices.", default=None)
    version: int = fields.plain("Counts the changes, from 1.")
    objections: list[ObjectionView] = fields.plain(
        "The objections, oldest first; empty where the caller is the person."
    )
    history: list[AppointmentStep] = fields.plain("Everything that happened, oldest first.")


@shape
class AppointmentPage(Page):
    """A page of appointments."""

    items: list[AppointmentView] = fields.plain("The appointments, without their history.")


@request("recruitment", "list_appointments", AppointmentPage)
class ListAppointments(Listing, Request[AppointmentPage]):
    """List the appointments that the caller may see, newest first."""

    area: str | None = fields.area("Only this area.", default=None)
    post_id: UUID | None = fields.plain("Only of this post.", default=None)
    commissioner: UUID | None = fields.plain("Only of this person.", default=None)
    state: list[AppointmentState] | None = fields.several("Only in these states.", AppointmentState)
    kind: list[Kind] | None = fields.several("Only of these kinds.", Kind)
    in_office_on: dt.date | None = fields.plain(
        "Only appointments in office on that day.", default=None
    )
    ends_from: dt.date | None = fields.plain("Term ends on this day or later.", default=None)
    ends_to: dt.date | None = fields.plain("Term ends on this day or earlier.", default=None)
    or_ending_to: dt.date | None = fields.plain(
        "Besides those in the states asked for, those in office whose term ends on this day or "
        "earlier.",
        default=None,
    )
    sort: str | None = fields.sorting("proposed_at", "began_on", "term_to")


@request("recruitment", "show_appointment", AppointmentView)
class ShowAppointment(Request[AppointmentView]):
    """Show one appointment with its objections and its history."""

    appointment_id: UUID = fields.path("The appointment.")


@request("recruitment", "name_appointment_account", AppointmentView)
class NameAppointmentAccount(Change, Request[AppointmentView]):
    """Link the person's account (填写账号), one of the community or its street.

    They confirm it once the office has begun, and then get the commissioner role, their own
    view and reminders. Send it again to correct a wrong account; once the office has begun,
    the party committee does. You cannot link your own.
    """

    appointment_id: UUID = fields.path("The appointment.")
    account: UUID = fields.plain("The person's account.")


@shape
class AppointmentFact(Shape):
    """The facts in every event of an appointment; it names no person."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    post_id: UUID = fields.plain("The post.")
    kind: Kind = fields.choice("One of the three kinds of people.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="appointment_id")
class AppointmentWithdrawn(AppointmentFact, Event):
    """A proposal was taken back before the term began; remove its public notice at once."""

    withdrawn_on: dt.date = fields.plain("When.")
    notice_from: dt.date | None = fields.plain(
        "First day of its public notice; null: it never was in one.", default=None
    )


@event("recruitment", subject="appointment_id")
class AppointmentEvaluated(AppointmentFact, Event):
    """The committee evaluated the year of a commissioner; its words are not in the event."""

    commissioner: UUID = fields.plain("The commissioner's account.")
    grade: Grade = fields.choice("The grade.")
    evaluated_on: dt.date = fields.plain("When.")


@event("recruitment", subject="appointment_id")
class AppointmentErased(AppointmentFact, Event):
    """The personal data of an appointment was erased; the post, the kind and the days stay."""


@event("recruitment", subject="appointment_id")
class AppointmentAccountNamed(AppointmentFact, Event):
    """The person of an appointment has another id from now on: their own account."""

    commissioner: UUID = fields.plain("The commissioner's account.")
    before: UUID | None = fields.plain(
        "The id of the person before they had an account: everything that names it means this "
        "account now. Null: a wrong account was named before.",
        default=None,
    )
    began_on: dt.date | None = fields.plain("First day in office; null: not yet.", default=None)
    ended_on: dt.date | None = fields.plain("First day without it; null: not over.", default=None)
    successor: UUID | None = fields.plain(
        "The person who took over, where it is over.", default=None
    )
