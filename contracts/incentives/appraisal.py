"""The sheet (评价材料) by which the committee looks at a commissioner's year. R11, R47."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.incentives.promises import JudgedPeriod
from contracts.incentives.scorecards import AppointmentPeriod, Figure, OwnWords
from contracts.recruitment.words import Grade, Kind, PostCategory, PromisePeriod
from contracts.registry import Answer, Request, request, shape


@shape
class RatedQuarter(Answer):
    """What residents said of the work report of one quarter."""

    quarter: str = fields.plain("The quarter.", example="2013Q2")
    answers: int | None = fields.plain("How many; null: too few.", default=None)
    mean: float | None = fields.plain(
        "Their mean, 1 to 5, rounded to two places; null: too few.", default=None
    )
    is_too_few: bool = fields.plain(
        "Whether there are fewer than the street's `ratings_fewest`.", default=False
    )


@shape
class AppraisedPromise(Answer):
    """What became of one promise, and what is known of the periods in which it was missed."""

    promise_id: UUID = fields.plain("The promise.")
    text: str = fields.plain("The promise.")
    target: int | None = fields.plain("How many or how much of the unit.", default=None)
    unit: str | None = fields.plain("Of what.", default=None)
    period: PromisePeriod | None = fields.choice("The period for it.", default=None)
    kept: int = fields.plain("In how many full periods it was kept.")
    missed: int = fields.plain("In how many it was missed.")
    not_countable: int = fields.plain("In how many nobody can tell.")
    missed_periods: list[JudgedPeriod] = fields.plain(
        "The periods in which it was missed, the newest first."
    )


@shape
class Appraisal(Answer):
    """The sheet of regulation `appraisal`: residents, cases, promises, learning, own words.

    It judges nothing. The grade is given in recruitment (`PUT /appointments/{id}/evaluation`).
    """

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.place("Where.")
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    category: PostCategory | None = fields.choice("Field of work; null: not known.", default=None)
    kind: Kind | None = fields.choice("One of the three kinds of people.", default=None)
    began_on: dt.date = fields.plain("First day in office.")
    ended_on: dt.date | None = fields.plain("First day without it; null: not over.", default=None)
    from_day: dt.date = fields.plain("First day counted.", key="from")
    to_day: dt.date = fields.plain("Last day counted.", key="to")
    days_in_office: int = fields.plain("Days in office in the period.")
    opinions: list[Figure] = fields.plain(
        "What residents said: ratings of work reports, and of what was closed for them."
    )
    quarters: list[RatedQuarter] = fields.plain("The same of work reports, by quarter.")
    cases: list[Figure] = fields.plain(
        "What was done; shares with both their numbers (`value` of `of`)."
    )
    promises: list[AppraisedPromise] = fields.plain("What became of each promise.")
    learning: list[Figure] = fields.plain("What was learnt.")
    words: list[OwnWords] = fields.plain("The person's own words, by quarter.")
    grade: Grade | None = fields.choice(
        "The year's evaluation, if it was given in the period.", default=None
    )


@request("incentives", "show_appraisal", Appraisal)
class ShowAppraisal(AppointmentPeriod, Request[Appraisal]):
    """Show the sheet for a commissioner's yearly appraisal; commissioners see their own."""
