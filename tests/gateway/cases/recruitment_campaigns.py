"""Campaigns."""

from __future__ import annotations

from typing import Any

from contracts.recruitment.campaigns import (
    AnnounceCampaign,
    CloseCampaign,
    ConcludeCampaign,
    CreateCampaign,
    EditCampaign,
    ExtendCampaign,
    ListCampaigns,
    OpenCampaign,
    PublicCampaigns,
    ShowCampaign,
    ShowPublicCampaign,
)
from contracts.registry import Request
from tests.gateway.actors import STAFF
from tests.gateway.cases.case import Case

ID = "01970a3c-3c00-7000-8000-0000000000c1"
POST = "01970a3c-3b00-7000-8000-0000000000b1"
_PUBLIC, _ALL = "/api/v1/public/campaigns", "/api/v1/campaigns"
_ONE, _RULE = f"{_ALL}/{ID}", f"{_ALL}/{{campaign_id}}"
_BODY = {
    "title": "荔林社区社区专员招募活动",
    "text": "热心公益的居民均可报名。",
    "channels": ["notice_board", "wechat_group"],
    "posts": [POST],
    "opens_on": "2013-05-04",
    "closes_on": "2013-05-31",
}

_STEPS: dict[str, type[Request[Any]]] = {
    "announcement": AnnounceCampaign,
    "opening": OpenCampaign,
    "closing": CloseCampaign,
    "conclusion": ConcludeCampaign,
}

CASES = [
    Case("GET", f"{_PUBLIC}?area=440305007003", _PUBLIC, None, PublicCampaigns, {}),
    Case("GET", f"{_PUBLIC}/{ID}", f"{_PUBLIC}/{{campaign_id}}", None, ShowPublicCampaign, {}),
    Case("GET", f"{_ALL}?state=open,closed", _ALL, STAFF, ListCampaigns, {}),
    Case("POST", _ALL, _ALL, STAFF, CreateCampaign, {"community": "440305007003", **_BODY}),
    Case("GET", _ONE, _RULE, STAFF, ShowCampaign, {}),
    Case("PUT", _ONE, _RULE, STAFF, EditCampaign, _BODY),
    *(
        Case("POST", f"{_ONE}/{step}", f"{_RULE}/{step}", STAFF, becomes, {"note": "按计划进行"})
        for step, becomes in _STEPS.items()
    ),
    Case(
        "POST",
        f"{_ONE}/extension",
        f"{_RULE}/extension",
        STAFF,
        ExtendCampaign,
        {"closes_on": "2013-06-07", "reason": "报名人数不足"},
    ),
]
