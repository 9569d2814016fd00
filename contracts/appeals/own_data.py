"""A person's own data: a copy of it (PIPL art. 45), and its erasure (art. 47)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.appeals.appeal import AppealFacts, AppealView
from contracts.appeals.disclosures import ToldDisclosure
from contracts.appeals.words import (
    AppealChannel,
    ApplicantGroup,
    AskedHow,
    ErasedBy,
    Method,
    Outcome,
    State,
)
from contracts.changes import Change
from contracts.registry import Answer, Event, Request, Shape, event, request, shape


@shape
class Proof(Shape):
    """Proof that the holder of a tracking code is the person: phone, e-mail address, or both."""

    phone: str | None = fields.phone(
        "The phone that was given with the appeal.",
        example="13800138000",
        default=None,
    )
    email: str | None = fields.email(
        "The e-mail address that was given with the appeal; capitals make no difference.",
        default=None,
    )


@shape
class ErasureWish(Proof):
    """The person wants text and contact erased."""

    withdraw: bool = fields.plain(
        "Also withdraw the appeal, if it is still open; without it an open one is refused.",
        default=False,
    )


@shape
class OwnStep(Answer):
    """One row of the history as the person gets it."""

    what: str = fields.plain("What was done.")
    happened_at: dt.datetime = fields.moment("When it was done.")
    recorded_at: dt.datetime = fields.moment("When it was written down.")
    role: str = fields.plain("The role in which it was done.")
    method: Method | None = fields.choice("The method, for an action.", default=None)
    outcome: Outcome | None = fields.choice("The outcome, for a closing.", default=None)
    score: int | None = fields.plain("1 to 5, for a rating.", default=None)
    note: str | None = fields.plain(
        "The text recorded with it; other people's numbers are hidden.", default=None
    )


@shape
class OwnData(Answer):
    """Everything that is stored about one appeal."""

    exported_at: dt.datetime = fields.moment("When this copy was made.")
    id: UUID = fields.plain("The appeal.")
    number: str = fields.plain("Number in its community and year.")
    tracking_code: str = fields.plain("The code.")
    community: str = fields.place("The community it belongs to.")
    category: str = fields.plain("Category code.")
    applicant_group: ApplicantGroup = fields.choice("The applicant's group.")
    channel: AppealChannel | None = fields.choice(
        "How it came in; null: not recorded, as in older versions.", default=None
    )
    text: str = fields.plain("What was asked for.")
    contact_name: str | None = fields.plain("The name of the person to answer.", default=None)
    contact_phone: str | None = fields.plain("A phone to call back.", default=None)
    contact_address: str | None = fields.plain("Where to visit.", default=None)
    contact_email: str | None = fields.plain("An e-mail address to answer to.", default=None)
    wants_notices: bool = fields.plain(
        "Whether messages about it may go to the contact, if there is one.", default=False
    )
    state: State = fields.choice("Where it stands.")
    due_on: dt.date | None = fields.plain(
        "The day by which it is to be closed, Asia/Shanghai; null: no day is set.", default=None
    )
    outcome: Outcome | None = fields.choice("How it was closed.", default=None)
    outcome_reason: str | None = fields.plain("Why, where it was not settled.", default=None)
    received_at: dt.datetime = fields.moment("When it was raised.")
    closed_at: dt.datetime | None = fields.moment("When it was closed.", default=None)
    round: int = fields.plain("The closing round.")
    rating: int | None = fields.plain("The rating of this round.", default=None)
    history: list[OwnStep] = fields.plain("Every step, oldest first.")
    disclosures: list[ToldDisclosure] = fields.plain("The viewings of the contact, oldest first.")


@shape
class Unproven(Answer):
    """The proof did not match.

    It is an answer, not a problem, because the attempt must be recorded.
    """

    retry_after_seconds: int | None = fields.plain(
        "After too many attempts, when the next one is checked; null: the proof did not match.",
        default=None,
    )


@shape
class OwnDataAnswer(Answer):
    """The copy, or why there is none."""

    unproven: Unproven | None = fields.plain("Why not; null: proven.", default=None)
    data: OwnData | None = fields.plain("The copy.", default=None)


@request("appeals", "export_own_data", OwnDataAnswer)
class ExportOwnData(Proof, Request[OwnDataAnswer]):
    """A copy of everything stored about one appeal."""

    tracking_code: str = fields.text("The code.", longest=40)


@shape
class Erasure(Answer):
    """Text, contact, notes and reasons are gone."""

    number: str = fields.plain("Number in its community and year.")
    erased_at: dt.datetime = fields.moment("When.")


@shape
class ErasureAnswer(Answer):
    """The erasure, or why there was none."""

    unproven: Unproven | None = fields.plain("Why not; null: proven.", default=None)
    erasure: Erasure | None = fields.plain("What was done.", default=None)


@request("appeals", "erase_own_data", ErasureAnswer)
class EraseOwnData(ErasureWish, Request[ErasureAnswer]):
    """Erase one appeal at the person's own wish."""

    tracking_code: str = fields.text("The code.", longest=40)


@request("appeals", "erase_appeal", AppealView)
class EraseAppeal(Change, Request[AppealView]):
    """Erase text and contact because the person asked the workstation for it."""

    appeal_id: UUID = fields.path("The appeal.")
    asked: AskedHow = fields.choice("How the person asked.")
    withdraw: bool = fields.plain("Also withdraw the appeal, if it is still open.", default=False)


@event("appeals", subject="appeal_id")
class AppealErased(AppealFacts, Event):
    """Text, contact, notes and reasons of the appeal are gone; other services erase theirs too."""

    erased_by: ErasedBy = fields.choice("On whose behalf.")
