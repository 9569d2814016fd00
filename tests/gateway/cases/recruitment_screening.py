"""Screening and the reserve list."""

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
from tests.gateway.actors import OFFICER, STAFF
from tests.gateway.cases.case import Case
from tests.gateway.cases.recruitment_applications import APPLICATION
from tests.gateway.cases.recruitment_campaigns import ID as CAMPAIGN

_PLAN = "/api/v1/streets/{street}/screening-plan"
_OURS = _PLAN.format(street="440305007000")
_OF_CAMPAIGN, _CAMPAIGN_RULE = (
    f"/api/v1/campaigns/{campaign}/screening" for campaign in (CAMPAIGN, "{campaign_id}")
)
_ONE, _RULE = (
    f"/api/v1/applications/{application}" for application in (APPLICATION, "{application_id}")
)

CASES = [
    Case("GET", _OURS, _PLAN, OFFICER, ShowScreeningPlan, {}),
    Case(
        "PUT",
        _OURS,
        _PLAN,
        OFFICER,
        SetScreeningPlan,
        {
            "stages": [{"key": "check", "kind": "check", "title": "资格审查"}],
            "criteria": [{"key": "ability", "title": "履职能力", "weight": 100}],
            "reason": "街道办公会议",
        },
    ),
    Case("POST", _OF_CAMPAIGN, _CAMPAIGN_RULE, STAFF, StartScreening, {}),
    Case("GET", _OF_CAMPAIGN, _CAMPAIGN_RULE, STAFF, ShowScreening, {}),
    Case(
        "PUT",
        f"{_ONE}/scores",
        f"{_RULE}/scores",
        STAFF,
        ScoreApplication,
        {"points": [{"criterion": "ability", "points": 85, "note": None}]},
    ),
    Case(
        "POST",
        f"{_ONE}/abstention",
        f"{_RULE}/abstention",
        STAFF,
        AbstainFromApplication,
        {"reason": "是亲属"},
    ),
    Case(
        "POST",
        f"{_ONE}/stages",
        f"{_RULE}/stages",
        STAFF,
        DecideStage,
        {
            "stage": "opinion",
            "passed": True,
            "reason": "居民认可",
            "opinion": {"way": "meeting", "asked": 36, "in_favour": 31, "against": 2},
        },
    ),
    Case(
        "POST",
        f"{_ONE}/decision",
        f"{_RULE}/decision",
        STAFF,
        DecideApplication,
        {"outcome": "selected", "reason": "综合得分第一"},
    ),
    Case("GET", "/api/v1/reserves", "/api/v1/reserves", STAFF, ListReserves, {}),
    Case(
        "POST",
        f"{_ONE}/reserve-removal",
        f"{_RULE}/reserve-removal",
        STAFF,
        RemoveFromReserve,
        {"reason": "已搬离"},
    ),
]
