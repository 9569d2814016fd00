"""Scorecards: what the facts say of each commissioner."""

from __future__ import annotations

from contracts.incentives.scorecards import (
    ListFacts,
    ListScorecards,
    ShowScorecard,
    WriteOwnWords,
)
from gateway.http.community_codes import checked
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes(
    "scorecards", "履职记录 · Scorecards of commissioners", reads={"community": checked}
)

_ONE = "/api/v1/scorecards/<uuid:appointment_id>"

routes.asks(
    "GET",
    "/api/v1/communities/<community>/scorecards",
    ListScorecards,
    may=Action.SCORECARD_READ,
)
routes.asks("GET", _ONE, ShowScorecard, may=Action.SCORECARD_READ)
routes.asks("GET", f"{_ONE}/facts", ListFacts, may=Action.SCORECARD_READ)
routes.asks("PUT", f"{_ONE}/words/<quarter>", WriteOwnWords, may=Action.SCORECARD_COMMENT)
