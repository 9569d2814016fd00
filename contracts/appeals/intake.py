"""Taking appeals in: what a resident sends, and how it travels to the register."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.appeals.appeal import CATEGORY_LONGEST, AppealFacts, AppealView, TrackedAppeal
from contracts.appeals.words import (
    AppealChannel,
    ApplicantGroup,
    Outcome,
    RecordedChannel,
    State,
)
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

TEXT_LONGEST = 4000
ADDRESS_LONGEST = 200
#: The fields of a submission that say how to reach the applicant, and those that travel sealed.
CONTACT = ("contact_name", "contact_phone", "contact_address", "contact_email")
PERSONAL = ("text", *CONTACT)


@shape
class SubmitAppeal(Shape):
    """An appeal that anyone may raise (提出诉求)."""

    community: str = fields.area("The community it belongs to.")
    category: str = fields.text("Category code.", longest=CATEGORY_LONGEST, example="fire_safety")
    text: str = fields.words(
        "What the resident asks for, in their own words.",
        longest=TEXT_LONGEST,
        example="三栋楼道里的灭火器过期半年了，请来看看。",
    )
    applicant_group: ApplicantGroup = fields.choice(
        "The applicant's group.", default=ApplicantGroup.RESIDENT
    )
    contact_name: str | None = fields.name(
        "The name of the person to answer.", longest=60, default=None
    )
    contact_phone: str | None = fields.phone(
        "A phone to call back: digits, optionally with + and dashes.",
        example="13800138000",
        default=None,
    )
    contact_address: str | None = fields.line(
        "Where to visit, if somebody should.", longest=ADDRESS_LONGEST, default=None
    )
    contact_email: str | None = fields.email("An e-mail address to answer to.", default=None)
    notify: bool = fields.plain(
        "Whether messages about the appeal may go to the phone or e-mail address given here; "
        "false: you get no messages and follow it with the tracking code.",
        default=True,
    )


@shape
class RecordAppeal(SubmitAppeal):
    """An appeal that staff or a commissioner write down, also from paper of an earlier day."""

    received_at: dt.datetime | None = fields.moment(
        "When the resident raised it; now, if left out. Never in the future.", default=None
    )
    channel: RecordedChannel | None = fields.choice(
        "How it came in; left out: not recorded. An `observation` has no applicant: it takes no "
        "contact, and its group is `other`.",
        default=None,
    )


@shape
class SubmissionAccepted(Answer):
    """The receipt: the appeal is safe in a durable queue."""

    id: UUID = fields.plain("The appeal.")
    tracking_code: str = fields.plain("What the resident quotes to follow it.")
    status_url: str = fields.plain("Where to follow it.")


@event("gateway", subject="appeal_id")
class AppealSubmitted(Event):
    """An appeal on its way into the register; stays on the queue `appeals.intake`.

    Personal data and the tracking code travel in `sealed`: a JSON object with the six fields below,
    which are then null. Only the deployment's encryption keys open it.
    """

    appeal_id: UUID = fields.plain("The appeal.")
    tracking_code: str | None = fields.text(
        "What the resident quotes; null where it is sealed.", longest=19, default=None
    )
    community: str = fields.area("The community it belongs to.")
    category: str = fields.text("Category code.", longest=CATEGORY_LONGEST)
    applicant_group: ApplicantGroup = fields.choice("The applicant's group.")
    channel: AppealChannel | None = fields.choice(
        "How it came in; null: not recorded, as in older versions.", default=None
    )
    text: str | None = fields.words(
        "What the resident asks for; null where it is sealed.", longest=TEXT_LONGEST, default=None
    )
    contact_name: str | None = fields.plain("The name of the person to answer.", default=None)
    contact_phone: str | None = fields.plain("A phone to call back.", default=None)
    contact_address: str | None = fields.plain("Where to visit.", default=None)
    contact_email: str | None = fields.plain("An e-mail address to answer to.", default=None)
    # A gateway that leaves it out has not asked the applicant.
    notify: bool = fields.plain("Whether messages may go to the contact.", default=False)
    sealed: str | None = fields.plain("Text, contact and tracking code, sealed.", default=None)
    received_at: dt.datetime = fields.moment("When the resident raised it.")
    submitted_at: dt.datetime = fields.moment("When the gateway took it.")
    submitted_by: str | None = fields.plain("The account that wrote it down.", default=None)
    submitted_from: str | None = fields.plain("The client's address, for the audit.", default=None)
    submitted_with: str | None = fields.plain("The program, for the audit.", default=None)
    version: int = fields.number("Always 1.", least=1, most=1, default=1)


@event("appeals", subject="appeal_id")
class AppealReceived(AppealFacts, Event):
    """An appeal entered the register and got its number."""


@request("appeals", "show_appeal", AppealView)
class ShowAppeal(Request[AppealView]):
    """Show one appeal with its history."""

    appeal_id: UUID = fields.path("The appeal.")


@shape
class AppealFilter(Listing):
    """Filters of a list of appeals; each narrows the caller's own scope."""

    number: str | None = fields.line(
        "Only with this number, in whatever brackets; each community counts its own.",
        longest=40,
        example="〔2013〕17",
        default=None,
    )
    area: str | None = fields.area("Only this area.", default=None)
    category: str | None = fields.text(
        "Only this category.", longest=CATEGORY_LONGEST, default=None
    )
    state: list[State] | None = fields.several("Only in these states.", State)
    outcome: list[Outcome] | None = fields.several("Only closed with these outcomes.", Outcome)
    applicant_group: list[ApplicantGroup] | None = fields.several(
        "Only from these groups.", ApplicantGroup
    )
    channel: list[AppealChannel] | None = fields.several(
        "Only those that came in by these ways.", AppealChannel
    )
    commissioner: str | None = fields.text(
        "Only assigned to this account.", longest=100, default=None
    )
    received_from: dt.date | None = fields.plain(
        "Raised on this day or later, Asia/Shanghai.", default=None
    )
    received_to: dt.date | None = fields.plain("Raised on this day or earlier.", default=None)
    closed_from: dt.date | None = fields.plain(
        "Closed on this day or later, Asia/Shanghai.", default=None
    )
    closed_to: dt.date | None = fields.plain("Closed on this day or earlier.", default=None)
    due_from: dt.date | None = fields.plain(
        "Due on this day or later, Asia/Shanghai.", default=None
    )
    due_to: dt.date | None = fields.plain("Due on this day or earlier.", default=None)
    overdue: bool | None = fields.plain(
        "true: only open appeals past their due day; false: only the others.", default=None
    )
    reopened: bool | None = fields.plain(
        "true: only what is open again after a closing; false: only the others.", default=None
    )
    pressing: bool | None = fields.plain(
        "true: only what is not accepted yet, or open and due tomorrow at the latest; false: only "
        "the others.",
        default=None,
    )
    sort: str | None = fields.sorting("received_at", "closed_at", "rating", "due_on")


@shape
class AppealPage(Page):
    """A page of appeals, newest first unless sorted otherwise."""

    items: list[AppealView] = fields.plain("The appeals.")


@request("appeals", "list_appeals", AppealPage)
class ListAppeals(AppealFilter, Request[AppealPage]):
    """List the appeals that the caller may see, newest first."""


@shape
class OverdueLine(Answer):
    """How many appeals of one community are overdue."""

    community: str = fields.place("The community.")
    overdue: int = fields.plain("Open after the due day.")


@shape
class AppealCounts(Answer):
    """How many appeals there are of each kind of work; one may count in several."""

    received: int = fields.plain("Received, not yet accepted.")
    accepted: int = fields.plain("Accepted, given to nobody.")
    assigned: int = fields.plain("Assigned to a commissioner.")
    due_soon: int = fields.plain("Open, and due today or tomorrow.")
    overdue: int = fields.plain("Open after the due day.")
    reopened: int = fields.plain("Open again after a closing.")
    closed: int = fields.plain("Closed, at most 10,000.")
    more_than_closed: bool = fields.plain(
        "Whether there are more than `closed` says: counting ends at 10,000."
    )
    by_community: list[OverdueLine] | None = fields.plain(
        "The communities in which any are overdue, most first; null unless asked for.",
        default=None,
    )


@request("appeals", "count_appeals", AppealCounts)
class CountAppeals(Request[AppealCounts]):
    """Count the appeals that you may see, by what has to be done with them."""

    area: str | None = fields.area("Only this area.", default=None)
    commissioner: str | None = fields.text(
        "Only assigned to this account.", longest=100, default=None
    )
    each_community: bool = fields.plain(
        "Whether to say how many are overdue in each community.", default=False
    )


@request("appeals", "track_appeal", TrackedAppeal)
class TrackAppeal(Request[TrackedAppeal]):
    """Follow an appeal by its tracking code (查询码)."""

    tracking_code: str = fields.path(fields.text("The code.", longest=40))
