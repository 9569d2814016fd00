"""What incentives keep of a commissioner, for that person. PIPL art. 45."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.incentives.honours import HonourView
from contracts.incentives.nominations import NominationView
from contracts.incentives.scorecards import Scorecard
from contracts.incentives.words import ComplaintFinding, ComplaintMeasure, ComplaintState
from contracts.incentives.year_end_meetings import MeetingInvitationView
from contracts.registry import Answer, Request, request, shape


@shape
class ComplaintAboutYou(Answer):
    """A complaint about the caller, without its writer and without the writer's words."""

    number: str = fields.plain("Its number in the community.", example="〔2013〕2")
    community: str = fields.place("The community.")
    appointment_id: UUID = fields.plain("The appointment.")
    state: ComplaintState = fields.choice("Where it stands.")
    received_on: dt.date = fields.plain("When it was received.")
    your_side: list[str] = fields.plain("What was written down of what you said.")
    finding: ComplaintFinding | None = fields.choice("What was found.", default=None)
    measures: list[ComplaintMeasure] = fields.choices(
        "What followed, where it was founded.", ComplaintMeasure
    )
    answered_on: dt.date | None = fields.plain("When it was answered.", default=None)
    reviewed_on: dt.date | None = fields.plain("When it was reviewed.", default=None)


@shape
class OwnReviewing(Answer):
    """A major project that the caller was invited to review; what they said stands beside nobody."""

    project: str = fields.plain("What the project is called.")
    area: str = fields.place("The street or community of the project.")
    closes_on: dt.date = fields.plain("Last day for reviewers.")
    rated_on: dt.date | None = fields.plain("When you rated; null: you did not.", default=None)
    lapsed_on: dt.date | None = fields.plain("When the invitation lapsed.", default=None)


@shape
class OwnIncentives(Answer):
    """Everything that incentives keep of the caller."""

    exported_at: dt.datetime = fields.moment("When the copy was made.")
    scorecards: list[Scorecard] = fields.plain(
        "A card for each of your appointments, over its whole time, with your words."
    )
    honours: list[HonourView] = fields.plain("Your honours.")
    complaints: list[ComplaintAboutYou] = fields.plain("The complaints about you.", default=())
    meeting_invitations: list[MeetingInvitationView] = fields.plain(
        "Your invitations to year-end meetings.", default=()
    )
    nominations: list[NominationView] = fields.plain(
        "Your nominations as deputy or consultative member.", default=()
    )
    reviews: list[OwnReviewing] = fields.plain(
        "The major projects that you were invited to review.", default=()
    )


@request("incentives", "export_own_incentives", OwnIncentives)
class ExportOwnIncentives(Request[OwnIncentives]):
    """Get a copy of your scorecards and words, also after your office is over."""
