"""What incentives keep of a commissioner, for that person."""

from __future__ import annotations

from contracts.incentives.own_data import ExportOwnIncentives
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("own_incentives", "履职记录副本 · A commissioner's own scorecards")

routes.asks("GET", "/api/v1/scorecards/own/export", ExportOwnIncentives, may=Action.SCORECARD_COPY)
