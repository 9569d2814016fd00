"""The resident's rating (评议, R25): one per closing round."""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.appeals.appeal import AppealFacts, AppealView, TrackedAppeal
from contracts.changes import Change
from contracts.registry import Event, Request, Shape, event, request, shape


@shape
class Rating(Shape):
    """What the resident thinks of the closing."""

    score: int = fields.number("1 very dissatisfied, 5 very satisfied.", least=1, most=5, example=5)
    comment: str | None = fields.text(
        "In their own words.", longest=1000, example="很快就来了，谢谢。", default=None
    )


@request("appeals", "rate_tracked_appeal", TrackedAppeal)
class RateTrackedAppeal(Rating, Change, Request[TrackedAppeal]):
    """Rate the closing, by tracking code (评议)."""

    tracking_code: str = fields.path(fields.text("The code.", longest=40))


@request("appeals", "rate_appeal", AppealView)
class RateAppeal(Rating, Change, Request[AppealView]):
    """Write down a rating that the resident gave by phone or at the station."""

    appeal_id: UUID = fields.path("The appeal.")


@event("appeals", subject="appeal_id")
class AppealRated(AppealFacts, Event):
    """The resident rated a closing round."""

    score: int = fields.number("1 to 5.", least=1, most=5)
