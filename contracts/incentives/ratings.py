"""Ratings (评议) of a published report: without an account, once for a household or phone. R25, R54."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.incentives.scorecards import quarter
from contracts.incentives.words import BurstDecision, RatedBy
from contracts.recruitment.surveys import Received
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

RATED_MOST = 50
HOUSEHOLD_LONGEST = 200
RATING_WORDS_LONGEST = 1000
NETWORK_LONGEST = 64
BURST_REASON_LONGEST = 500


@shape
class ReportScore(Shape):
    """What somebody thinks of one commissioner."""

    appointment_id: UUID = fields.plain("The appointment, as the report names it.")
    score: int = fields.number("1 very dissatisfied, 5 very satisfied.", least=1, most=5, example=5)


@shape
class RatingSheet(Shape):
    """Ratings of the commissioners of one report; give a household or a phone, and one only."""

    household: str | None = fields.text(
        "The household, so that it rates once; it is not stored.",
        longest=HOUSEHOLD_LONGEST,
        default=None,
        example="荔林花园3栋1201",
    )
    phone: str | None = fields.phone(
        "A phone instead, so that it rates once; it is not stored.", default=None
    )
    scores: list[ReportScore] = fields.parts(
        "One for each commissioner.", fewest=1, most=RATED_MOST
    )
    words: str | None = fields.words(
        "In your own words; the committee reads them, nobody publishes them.",
        longest=RATING_WORDS_LONGEST,
        default=None,
        example="巡查很勤，电话也打得通。",
    )


@request("incentives", "rate_work_report", Received)
class RateWorkReport(RatingSheet, Request[Received]):
    """Rate the commissioners of a published report, once for a household or phone (评议)."""

    community: str = fields.path(fields.area("The community."))
    quarter: str = fields.path(quarter("The quarter."))
    network: str | None = fields.surrounding(
        fields.text(
            "A mark of the network that it came from, made by the gateway; forgotten when the time "
            "to rate is over. Null: not known.",
            longest=NETWORK_LONGEST,
            default=None,
        ),
        default=None,
    )


@request("incentives", "record_rating", Received)
class RecordRating(RatingSheet, Request[Received]):
    """Record ratings that a resident gave on paper or by phone."""

    report_id: UUID = fields.path("The report.")
    way: RatedBy = fields.choice("By which way; `web` has its own route.")


@shape
class RatingResult(Answer):
    """The ratings of one commissioner, once no more can come."""

    appointment_id: UUID = fields.plain("The appointment.")
    answers: int | None = fields.plain("How many; null: too few.", default=None)
    mean: float | None = fields.plain(
        "Their mean, 1 to 5, rounded to two places; null: too few.", default=None
    )
    is_too_few: bool = fields.plain(
        "Whether there are fewer than the street's `ratings_fewest`.", default=False
    )


@shape
class RatingResults(Answer):
    """The results of a report; empty while residents can still rate."""

    is_over: bool = fields.plain("Whether no more ratings can come, and all are counted.")
    items: list[RatingResult] = fields.plain("One for each commissioner.")


@request("incentives", "show_rating_results", RatingResults)
class ShowRatingResults(Request[RatingResults]):
    """Show the ratings of a report, once no more can come; anyone may see them."""

    community: str = fields.path(fields.area("The community."))
    quarter: str = fields.path(quarter("The quarter."))


@shape
class RatingTexts(Answer):
    """What residents wrote; their order reveals nothing."""

    texts: list[str] = fields.plain(
        "The words, personal numbers hidden; none while residents rate, or if they are too few.",
        example=["巡查很勤，电话也打得通。"],
    )


@request("incentives", "list_rating_words", RatingTexts)
class ListRatingWords(Request[RatingTexts]):
    """Read what residents wrote with their ratings of a report."""

    report_id: UUID = fields.path("The report.")


@shape
class BurstScore(Answer):
    """What the ratings of a burst say of one commissioner."""

    appointment_id: UUID = fields.plain("The appointment.")
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    answers: int = fields.plain("How many.")
    mean: float | None = fields.plain(
        "Their mean, 1 to 5, rounded to two places; null: too few.", default=None
    )


@shape
class RatingBurst(Answer):
    """Ratings of one report that came many from one network within an hour, set aside."""

    id: UUID = fields.plain("The burst.")
    began_at: dt.datetime = fields.moment("The hour in which they came.")
    sheets: int = fields.plain("How many people or households rated.")
    scores: list[BurstScore] = fields.plain(
        "What they say of each commissioner; none until the hour is over."
    )
    decision: BurstDecision | None = fields.choice(
        "Whether they count; null: somebody has to decide.", default=None
    )
    reason: str | None = fields.plain("Why it was decided so.", default=None)
    decided_on: dt.date | None = fields.plain("When it was decided.", default=None)
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class RatingBursts(Answer):
    """The ratings of a report that were set aside, the oldest first."""

    items: list[RatingBurst] = fields.plain("The bursts.")


@request("incentives", "list_rating_bursts", RatingBursts)
class ListRatingBursts(Request[RatingBursts]):
    """List the ratings of a report that were set aside, as many came from one network at once."""

    report_id: UUID = fields.path("The report.")


@request("incentives", "decide_rating_burst", RatingBursts)
class DecideRatingBurst(Change, Request[RatingBursts]):
    """Decide whether ratings that were set aside count; until then no result is told."""

    report_id: UUID = fields.path("The report.")
    burst_id: UUID = fields.path("The burst.")
    decision: BurstDecision = fields.choice("Whether they count.")
    reason: str = fields.words(
        "Why.",
        longest=BURST_REASON_LONGEST,
        example="当天在居民活动中心组织评议，共用一个无线网络。",
    )


@event("incentives", subject="appointment_id")
class CommissionerRated(Event):
    """The ratings of a commissioner for a quarter are counted; nobody can rate it any more."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("The community.")
    quarter: str = fields.plain("The quarter, as 2013Q2.")
    answers: int | None = fields.plain("How many; null: too few.", default=None)
    sum_of_scores: int | None = fields.plain(
        "The sum of the scores, each 1 to 5; null: too few.", default=None
    )
    version: int = fields.number("Always 1: a quarter is counted once.", least=1, most=1)
