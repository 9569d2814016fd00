"""The resident's rating."""

from __future__ import annotations

from uuid import UUID

from contracts.appeals.appeal import AppealView, TrackedAppeal
from contracts.appeals.rating import RateAppeal, RateTrackedAppeal, Rating
from gateway.http.routes import Routes, ask
from gateway.http.tracking_codes import checked, not_stored_yet
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("rating", "居民评议 · Rating by residents")


@routes.post(
    "/api/v1/public/appeals/<tracking_code>/rating",
    may=Action.ANYONE,
    takes=Rating,
    answers=TrackedAppeal,
)
def rate_by_code(body: Rating, tracking_code: str) -> TrackedAppeal:
    """Rate the closing, by tracking code (评议)."""
    code = checked(tracking_code)
    try:
        return ask(RateTrackedAppeal(tracking_code=code, **vars(body)), key_scope=f"{code}:")
    except NotFound:
        raise not_stored_yet() from None


@routes.post(
    "/api/v1/appeals/<uuid:appeal_id>/rating",
    may=Action.APPEAL_RATE,
    takes=Rating,
    answers=AppealView,
)
def rate(body: Rating, appeal_id: UUID) -> AppealView:
    """Write down a rating that the resident gave by phone or at the station."""
    return ask(RateAppeal(appeal_id=appeal_id, **vars(body)))
