"""The resident's rating."""

from __future__ import annotations

from contracts.appeals.rating import RateAppeal, RateTrackedAppeal
from gateway.http.routes import Plain, Routes, hand_on
from gateway.http.tracking_codes import checked, not_stored_yet
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("rating", "居民评议 · Rating by residents", reads={"tracking_code": checked})


@routes.asking(
    "POST",
    "/api/v1/public/appeals/<tracking_code>/rating",
    RateTrackedAppeal,
    may=Action.ANYONE,
)
def rate_tracked_appeal(request: RateTrackedAppeal) -> Plain:
    """An appeal that the register does not know yet has been received nevertheless."""
    try:
        return hand_on(request)
    except NotFound:
        raise not_stored_yet() from None


routes.asks("POST", "/api/v1/appeals/<uuid:appeal_id>/rating", RateAppeal, may=Action.APPEAL_RATE)
