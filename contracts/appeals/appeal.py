"""An appeal as others see it: the facts in every event, and the views of the API."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.appeals.words import AppealChannel, ApplicantGroup, Method, Outcome, State
from contracts.registry import Answer, Shape, shape

CATEGORY_LONGEST = 40


@shape
class AppealFacts(Shape):
    """The public state that every event of an appeal carries, with its version.

    A reader keeps the newest version and needs no order. No text, no person.
    """

    appeal_id: UUID = fields.plain("The appeal.")
    number: str = fields.text("Number in its community and year, as 〔2013〕17.", longest=40)
    community: str = fields.area("The community (社区) where it belongs.")
    category: str = fields.text("Category code.", longest=CATEGORY_LONGEST)
    applicant_group: ApplicantGroup = fields.choice("The applicant's group.")
    channel: AppealChannel | None = fields.choice(
        "How it came in; null: not recorded, as in older versions.", default=None
    )
    state: State = fields.choice("Where it stands after this event.")
    outcome: Outcome | None = fields.choice("How it was closed; null while open.", default=None)
    commissioner: str | None = fields.plain(
        "The account of the commissioner who has it; null: it is not assigned.", default=None
    )
    due_on: dt.date | None = fields.plain(
        "The day by which it is to be closed, Asia/Shanghai; null: no day is set.", default=None
    )
    received_at: dt.datetime = fields.moment("When the resident raised it.")
    accepted_at: dt.datetime | None = fields.moment(
        "When the workstation first took it on; null: not yet.", default=None
    )
    first_response_at: dt.datetime | None = fields.moment(
        "When something was first done about it, or it was closed or declined; null: not yet.",
        default=None,
    )
    closed_at: dt.datetime | None = fields.moment(
        "When it was closed; null while open.", default=None
    )
    progressed_at: dt.datetime | None = fields.moment(
        "When the work on it last went on: assigned, acted on, closed or opened again; a rating "
        "leaves it as it is. Null: in events of older versions.",
        default=None,
    )
    round: int = fields.number(
        "The closing round: 1 at first, one more after each reopening.", least=1, most=99
    )
    version: int = fields.number(
        "Counts the changes of this appeal, from 1.", least=1, most=1_000_000
    )


@shape
class Step(Answer):
    """One row of an appeal's history."""

    what: str = fields.plain("What was done.")
    happened_at: dt.datetime = fields.moment("When it was done.")
    recorded_at: dt.datetime = fields.moment("When it was written down.")
    by: str | None = fields.account(
        "The account that did it; null for a resident, and for the clock (role `system`).",
        default=None,
    )
    role: str = fields.plain("The role in which it was done.")
    method: Method | None = fields.choice("The method, for an action.", default=None)
    outcome: Outcome | None = fields.choice("The outcome, for a closing.", default=None)
    commissioner: str | None = fields.account(
        "The account it went to, for an assignment.", default=None
    )
    score: int | None = fields.plain("1 to 5, for a rating.", default=None)
    note: str | None = fields.plain("The text recorded with it.", default=None)


@shape
class AppealView(Answer):
    """One appeal for those who handle it; the contact is masked, numbers in texts are hidden.

    Ask for a disclosure to see all of it.
    """

    id: UUID = fields.plain("The appeal.")
    number: str = fields.plain("Number in its community and year.")
    tracking_code: str = fields.plain("What the resident quotes.")
    community: str = fields.place("The community it belongs to.")
    category: str = fields.plain("Category code.")
    applicant_group: ApplicantGroup = fields.choice("The applicant's group.")
    channel: AppealChannel | None = fields.choice(
        "How it came in; null: not recorded, as in older versions.", default=None
    )
    text: str = fields.plain("What the resident asks for.")
    contact_name: str | None = fields.plain("Masked name.", default=None)
    contact_phone: str | None = fields.plain("Masked phone.", default=None)
    contact_address: str | None = fields.plain("Masked address.", default=None)
    contact_email: str | None = fields.plain("Masked e-mail address.", default=None)
    wants_notices: bool = fields.plain(
        "Whether messages about it may go to the contact, if there is one.", default=False
    )
    state: State = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    commissioner: str | None = fields.account("The account it is assigned to.", default=None)
    due_on: dt.date | None = fields.plain(
        "The day by which it is to be closed (办理期限), Asia/Shanghai; null: no day is set.",
        default=None,
    )
    outcome: Outcome | None = fields.choice("How it was closed.", default=None)
    outcome_reason: str | None = fields.plain("Why, where it was not settled.", default=None)
    received_at: dt.datetime = fields.moment("When the resident raised it.")
    closed_at: dt.datetime | None = fields.moment("When it was closed.", default=None)
    round: int = fields.plain("The closing round.")
    rating: int | None = fields.plain("The resident's rating of this round, 1 to 5.", default=None)
    version: int = fields.plain("Counts the changes.")
    is_handler: bool = fields.plain(
        "Whether the caller may act on it: staff, or the commissioner it is assigned to.",
        default=False,
    )
    erased_at: dt.datetime | None = fields.moment(
        "When text and contact were erased; null: never.", default=None
    )
    history: list[Step] = fields.plain("Every step, oldest first; empty in lists.", default=())


@shape
class Progress(Answer):
    """One step as the resident may see it: no names, no notes about others."""

    what: str = fields.plain("What was done.")
    happened_at: dt.datetime = fields.moment("When it was done.")
    method: Method | None = fields.choice("The method, for an action.", default=None)


@shape
class TrackedAppeal(Answer):
    """What a tracking code shows."""

    stored: bool = fields.plain("False: accepted and safe in the queue, not yet in the register.")
    tracking_code: str = fields.plain("The code.")
    id: UUID | None = fields.plain("The appeal; null until it is in the register.", default=None)
    number: str | None = fields.plain("Number in its community and year.", default=None)
    community: str | None = fields.place("The community it belongs to.", default=None)
    category: str | None = fields.plain("Category code.", default=None)
    state: State = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    outcome: Outcome | None = fields.choice("How it was closed.", default=None)
    outcome_reason: str | None = fields.plain("Why, where it was not settled.", default=None)
    received_at: dt.datetime | None = fields.moment("When it was raised.", default=None)
    due_on: dt.date | None = fields.plain(
        "The day by which the community is to close it (办理期限), Asia/Shanghai; null: no day is "
        "set, or it is closed.",
        default=None,
    )
    closed_at: dt.datetime | None = fields.moment("When it was closed.", default=None)
    version: int | None = fields.plain("Counts the changes; null until stored.", default=None)
    erased_at: dt.datetime | None = fields.moment(
        "When text and contact were erased; null: never.", default=None
    )
    may_rate: bool = fields.plain("Whether this round can still be rated.", default=False)
    progress: list[Progress] = fields.plain("Every step, oldest first.", default=())
