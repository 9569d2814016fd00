"""Scorecards (履职记录): figures of an appointment in a period, and the person's own words."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.incentives.words import FigureName
from contracts.recruitment.words import Grade, Kind, PostCategory
from contracts.registry import Answer, Request, Shape, request, shape

WORDS_LONGEST = 1000
_QUARTER = r"^(19|20|21)[0-9]{2}Q[1-4]$"


def quarter(description: str, *, example: str = "2013Q2", default: Any = ...) -> Any:
    """A quarter (季度), as 2013Q2."""
    given = {} if default is ... else {"default": default}
    return fields.pattern(
        description, _QUARTER, error="Must be a quarter, as 2013Q2.", example=example, **given
    )


@shape
class Figure(Answer):
    """One figure; `of` and `percent` only where it is a share."""

    name: FigureName = fields.choice("What it counts.")
    value: int = fields.plain(
        "How many; of `resident_ratings` those of quarters with enough of them, so that 0 with "
        "`is_too_few` says nothing of how many there were."
    )
    of: int | None = fields.plain("Of how many; null: no share.", default=None)
    percent: float | None = fields.plain(
        "The share, rounded to two places; null: no share, or nothing to divide.", default=None
    )
    mean: float | None = fields.plain(
        "The mean of ratings, 1 to 5, rounded to two places; null where they are too few. Of "
        "`days_in_hand` the days for which each appeal was in their hands.",
        default=None,
    )
    is_too_few: bool = fields.plain(
        "Whether there are fewer ratings than the street's `ratings_fewest`.", default=False
    )


@shape
class OwnWords(Answer):
    """What the person says of their quarter."""

    quarter: str = fields.plain("The quarter.", example="2013Q2")
    text: str = fields.plain("The words.")
    version: int = fields.plain("Counts the changes of the words, from 1.")


@shape
class CountedPromise(Answer):
    """A promise of the handbook's newest edition in the period."""

    promise_id: UUID = fields.plain("The promise.")
    text: str = fields.plain("The promise.")
    target: int | None = fields.plain("How many or how much of the unit.", default=None)
    unit: str | None = fields.plain("Of what.", default=None)
    period: str | None = fields.plain("The period for it, such as `month`.", default=None)


@shape
class Scorecard(Answer):
    """The card of one appointment; a figure that cannot be known is not there."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.place("Where.")
    post_id: UUID | None = fields.plain("The post; null: not known.", default=None)
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    category: PostCategory | None = fields.choice("Field of work; null: not known.", default=None)
    kind: Kind | None = fields.choice("One of the three kinds of people.", default=None)
    began_on: dt.date = fields.plain("First day in office.")
    ended_on: dt.date | None = fields.plain("First day without it; null: not over.", default=None)
    from_day: dt.date = fields.plain("First day counted.", key="from")
    to_day: dt.date = fields.plain("Last day counted.", key="to")
    days_in_office: int = fields.plain("Days in office in the period.")
    figures: list[Figure] = fields.plain("The figures.")
    promises: list[CountedPromise] = fields.plain("The promises that stand at its end.")
    grade: Grade | None = fields.choice(
        "The year's evaluation, if it was given in the period.", default=None
    )
    words: list[OwnWords] = fields.plain("The person's own words, by quarter.")
    words_open: list[str] = fields.plain(
        "Of the last quarter and this one, those for which the person can still add words; empty "
        "in lists and for others.",
        default=(),
        example=["2013Q2"],
    )
    possible: list[str] = fields.possible()


@shape
class CardPeriod(Shape):
    """The days that a card counts, both included, at most two years; or a quarter."""

    from_day: dt.date | None = fields.plain(
        "First day; left out: the first of this year.", default=None, key="from"
    )
    to_day: dt.date | None = fields.plain("Last day; left out: today.", default=None, key="to")
    quarter: str | None = quarter("A quarter instead of days.", default=None)


@shape
class AppointmentPeriod(CardPeriod):
    """The days of one appointment."""

    appointment_id: UUID = fields.path("The appointment.")


@request("incentives", "show_scorecard", Scorecard)
class ShowScorecard(AppointmentPeriod, Request[Scorecard]):
    """Show the scorecard of an appointment; commissioners see their own at any time."""


@shape
class Scorecards(Answer):
    """The cards of a community: everybody who was in office in the period, by post."""

    items: list[Scorecard] = fields.plain("The cards.")


@request("incentives", "list_scorecards", Scorecards)
class ListScorecards(CardPeriod, Request[Scorecards]):
    """List the scorecards of a community that you may see."""

    community: str = fields.path(fields.area("The community."))


@shape
class CountedFact(Answer):
    """One fact behind a figure; open it in the service that has it."""

    kind: str = fields.plain("What kind of fact, as `appeal_closed`.")
    thing_id: UUID = fields.plain("The reception, appeal or attendance.")
    day: dt.date = fields.plain("The day on which it counts.")
    amount: int = fields.plain("How much it counts, such as people received.")


@shape
class CountedFacts(Answer):
    """The facts behind one figure, oldest first."""

    items: list[CountedFact] = fields.plain("The facts.")


@request("incentives", "list_facts", CountedFacts)
class ListFacts(AppointmentPeriod, Request[CountedFacts]):
    """List the facts that a figure of a scorecard counts."""

    figure: FigureName = fields.choice("The figure.")


@request("incentives", "write_own_words", Scorecard)
class WriteOwnWords(Change, Request[Scorecard]):
    """Add your own words to your quarter, until its report is approved."""

    appointment_id: UUID = fields.path("The appointment.")
    quarter: str = fields.path(quarter("The quarter."))
    text: str = fields.words(
        "Your words; they are printed in the report.",
        longest=WORDS_LONGEST,
        example="本季度主要做消防巡查，还有两处隐患在跟进。",
    )
