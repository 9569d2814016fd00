"""Ratings of published reports: without an account, or by a clerk."""

from __future__ import annotations

import flask

from contracts.incentives.ratings import (
    DecideRatingBurst,
    ListRatingBursts,
    ListRatingWords,
    RateWorkReport,
    RatingSheet,
    RecordRating,
    ShowRatingResults,
)
from contracts.recruitment.surveys import Received
from gateway.http.community_codes import checked
from gateway.http.routes import Routes, ask
from gateway.limits.admission import place_in
from runtime.encryption import keyring
from vocabulary.permissions import Action

routes = Routes(
    "ratings", "评议 · What residents think of their commissioners", reads={"community": checked}
)

_PUBLIC = "/api/v1/public/work-reports/<community>/<quarter>/ratings"
_ONE = "/api/v1/work-reports/<uuid:report_id>"

routes.asks("GET", _PUBLIC, ShowRatingResults, may=Action.ANYONE)
routes.asks("POST", f"{_ONE}/ratings", RecordRating, may=Action.RATING_RECORD)
routes.asks("GET", f"{_ONE}/rating-words", ListRatingWords, may=Action.RATING_WORDS_READ)
_BURSTS = f"{_ONE}/rating-bursts"
routes.asks("GET", _BURSTS, ListRatingBursts, may=Action.RATING_DECIDE)
routes.asks(
    "PUT", f"{_BURSTS}/<uuid:burst_id>/decision", DecideRatingBurst, may=Action.RATING_DECIDE
)


@routes.post(_PUBLIC, may=Action.ANYONE, takes=RatingSheet, answers=Received)
def rate_work_report(body: RatingSheet, community: str, quarter: str) -> Received:
    """Rate the commissioners of a published report, once for a household or phone (评议)."""
    return ask(
        RateWorkReport(
            **vars(body),
            community=checked(community),
            quarter=quarter,
            network=_network(community, quarter),
        )
    )


def _network(community: str, quarter: str) -> str | None:
    """A mark of the network that the sheet comes from, which no other report shares."""
    place = place_in(flask.request.environ)
    return keyring().fingerprint(f"rating {community} {quarter} {place}") if place else None
