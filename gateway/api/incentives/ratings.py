"""Ratings of published reports: without an account, or by a clerk."""

from __future__ import annotations

from contracts.incentives.ratings import (
    ListRatingWords,
    RateWorkReport,
    RecordRating,
    ShowRatingResults,
)
from gateway.http.community_codes import checked
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes(
    "ratings", "评议 · What residents think of their commissioners", reads={"community": checked}
)

_PUBLIC = "/api/v1/public/work-reports/<community>/<quarter>/ratings"
_ONE = "/api/v1/work-reports/<uuid:report_id>"

routes.asks("POST", _PUBLIC, RateWorkReport, may=Action.ANYONE)
routes.asks("GET", _PUBLIC, ShowRatingResults, may=Action.ANYONE)
routes.asks("POST", f"{_ONE}/ratings", RecordRating, may=Action.RATING_RECORD)
routes.asks("GET", f"{_ONE}/rating-words", ListRatingWords, may=Action.RATING_WORDS_READ)
