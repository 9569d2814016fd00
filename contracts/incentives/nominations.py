"""Nominations as district deputy or consultative member (推选人大代表、政协委员). R51.

They are written down with their source; nothing is decided here.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.incentives.words import DeputyBody, NominationOutcome
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, event, request, shape

SOURCE_LONGEST = 200
NOMINATED_BY_LONGEST = 100


@shape
class NominationView(Answer):
    """One nomination, and what became of it."""

    id: UUID = fields.plain("The nomination.")
    appointment_id: UUID = fields.plain("The appointment of the commissioner.")
    community: str = fields.place("The community.")
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    nominated_for: DeputyBody = fields.choice("For which body of the district.")
    nominated_on: dt.date = fields.plain("When somebody nominated the person.")
    nominated_by: str = fields.plain("The people or the body that nominated.")
    source: str = fields.plain("Where it is written.")
    outcome: NominationOutcome = fields.choice("What became of it.")
    outcome_on: dt.date | None = fields.plain("When that was decided.", default=None)
    outcome_source: str | None = fields.plain("Where that is written.", default=None)
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class NominationPage(Page):
    """A page of nominations, the newest first."""

    items: list[NominationView] = fields.plain("The nominations.")


@request("incentives", "list_nominations", NominationPage)
class ListNominations(Listing, Request[NominationPage]):
    """List the nominations that were written down."""

    area: str | None = fields.area("Only this area.", default=None)
    nominated_for: list[DeputyBody] | None = fields.several("Only for these bodies.", DeputyBody)
    outcome: list[NominationOutcome] | None = fields.several(
        "Only with these outcomes.", NominationOutcome
    )
    sort: str | None = fields.sorting("nominated_on", default=None)


@request("incentives", "show_nomination", NominationView)
class ShowNomination(Request[NominationView]):
    """Show one nomination."""

    nomination_id: UUID = fields.path("The nomination.")


@request("incentives", "record_nomination", NominationView)
class RecordNomination(Request[NominationView]):
    """Write down that somebody nominated a commissioner; nothing is decided here."""

    appointment_id: UUID = fields.path("The appointment of the commissioner.")
    nominated_for: DeputyBody = fields.choice(
        "For which body of the district.", example="peoples_congress"
    )
    nominated_on: dt.date = fields.plain("When.")
    nominated_by: str = fields.line(
        "The people or the body that nominated.",
        longest=NOMINATED_BY_LONGEST,
        example="荔林社区选民小组",
    )
    source: str = fields.line(
        "Where it is written.", longest=SOURCE_LONGEST, example="区选举办公告 2013 年第 4 号"
    )


@request("incentives", "record_nomination_outcome", NominationView)
class RecordNominationOutcome(Change, Request[NominationView]):
    """Write down what became of a nomination; send again to correct it."""

    nomination_id: UUID = fields.path("The nomination.")
    outcome: NominationOutcome = fields.choice("What became of it.", example="elected")
    outcome_on: dt.date = fields.plain("When that was decided.")
    outcome_source: str = fields.line(
        "Where it is written.", longest=SOURCE_LONGEST, example="区人大公告 2013 年第 7 号"
    )


@event("incentives", subject="nomination_id")
class NominationRecorded(Event):
    """A nomination was written down, or what became of it."""

    nomination_id: UUID = fields.plain("The nomination.")
    appointment_id: UUID = fields.plain("The appointment of the commissioner.")
    community: str = fields.area("The community.")
    nominated_for: DeputyBody = fields.choice("For which body of the district.")
    nominated_on: dt.date = fields.plain("When.")
    outcome: NominationOutcome = fields.choice("What became of it.")
    outcome_on: dt.date | None = fields.plain("When that was decided.", default=None)
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
