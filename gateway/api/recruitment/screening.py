"""Screening: plans of streets, scores, decisions, and the reserve list."""

from __future__ import annotations

from contracts.recruitment.screening import (
    AbstainFromApplication,
    DecideApplication,
    DecideStage,
    ListReserves,
    RemoveFromReserve,
    ScoreApplication,
    SetScreeningPlan,
    ShowScreening,
    ShowScreeningPlan,
    StartScreening,
)
from gateway.http.routes import Routes
from vocabulary.areas import Level, is_area_code, level_of
from vocabulary.permissions import Action
from vocabulary.problems import NotFound


def _checked(street: str) -> str:
    if is_area_code(street) and level_of(street) is Level.STREET:
        return street
    raise NotFound(f"没有找到街道 {street}。", f"There is no street {street}.")


routes = Routes(
    "screening", "筛选与后备人才 · Screening and the reserve list", reads={"street": _checked}
)

_PLAN = "/api/v1/streets/<street>/screening-plan"
_CAMPAIGN = "/api/v1/campaigns/<uuid:campaign_id>/screening"
_ONE = "/api/v1/applications/<uuid:application_id>"


routes.asks("GET", _PLAN, ShowScreeningPlan, may=Action.SCREENING_READ)
routes.asks("PUT", _PLAN, SetScreeningPlan, may=Action.SCREENING_CONFIGURE)
routes.asks("POST", _CAMPAIGN, StartScreening, may=Action.SCREENING_DECIDE)
routes.asks("GET", _CAMPAIGN, ShowScreening, may=Action.SCREENING_READ)
routes.asks("PUT", f"{_ONE}/scores", ScoreApplication, may=Action.SCREENING_SCORE)
routes.asks("POST", f"{_ONE}/abstention", AbstainFromApplication, may=Action.SCREENING_SCORE)
routes.asks("POST", f"{_ONE}/stages", DecideStage, may=Action.SCREENING_DECIDE)
routes.asks("POST", f"{_ONE}/decision", DecideApplication, may=Action.SCREENING_DECIDE)
routes.asks("GET", "/api/v1/reserves", ListReserves, may=Action.RESERVE_READ)
routes.asks("POST", f"{_ONE}/reserve-removal", RemoveFromReserve, may=Action.RESERVE_MANAGE)
