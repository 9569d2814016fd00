"""The sheet for a commissioner's yearly appraisal."""

from __future__ import annotations

from contracts.incentives.appraisal import ShowAppraisal
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("appraisal", "年度评价材料 · Sheets for the yearly appraisal")

routes.asks(
    "GET",
    "/api/v1/scorecards/<uuid:appointment_id>/appraisal",
    ShowAppraisal,
    may=Action.SCORECARD_READ,
)
