"""Posts."""

from __future__ import annotations

from contracts.recruitment.post_cap import (
    EndPostOverride,
    ListPostCaps,
    OverridePostCap,
    ShowPostCap,
)
from contracts.recruitment.posts import (
    AdvertisePost,
    ApplyPostTemplate,
    ClosePost,
    CreatePost,
    EditPost,
    ListPosts,
    ListPostTemplates,
    OpenPost,
    ProposePosts,
    PublicPosts,
    SavePostTemplate,
    ShowPost,
    WithdrawPost,
)
from tests.gateway.actors import COMMISSIONER, OFFICER, STAFF
from tests.gateway.cases.case import Case

_ALL = "/api/v1/posts"
_RULE = f"{_ALL}/{{post_id}}"
_ONE = f"{_ALL}/01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_CAP_RULE = "/api/v1/communities/{community}/post-cap"
_CAP = _CAP_RULE.format(community="440305007003")
_TEMPLATES = "/api/v1/post-templates"
_POST = {
    "category": "fire_safety",
    "title": "消防安全社区专员",
    "duties": "巡查楼道消防设施。",
    "promises": ["每月巡查一次。"],
    "need_reason": "居民反映灭火器过期。",
}

CASES = [
    Case("GET", "/api/v1/public/posts", "/api/v1/public/posts", None, PublicPosts, {}),
    Case("GET", _ALL, _ALL, COMMISSIONER, ListPosts, {}),
    Case("POST", _ALL, _ALL, STAFF, CreatePost, _POST | {"community": "440305007003"}),
    Case("GET", _ONE, _RULE, COMMISSIONER, ShowPost, {}),
    Case("PUT", _ONE, _RULE, STAFF, EditPost, _POST),
    Case("POST", f"{_ONE}/opening", f"{_RULE}/opening", STAFF, OpenPost, {}),
    Case("POST", f"{_ONE}/advertisement", f"{_RULE}/advertisement", STAFF, AdvertisePost, {}),
    Case("POST", f"{_ONE}/withdrawal", f"{_RULE}/withdrawal", STAFF, WithdrawPost, {}),
    Case("POST", f"{_ONE}/closing", f"{_RULE}/closing", STAFF, ClosePost, {"reason": "合并"}),
    Case(
        "GET",
        "/api/v1/streets/440305007000/post-caps",
        "/api/v1/streets/{street}/post-caps",
        OFFICER,
        ListPostCaps,
        {},
    ),
    Case("GET", _CAP, _CAP_RULE, COMMISSIONER, ShowPostCap, {}),
    Case(
        "POST",
        f"{_CAP}/overrides",
        f"{_CAP_RULE}/overrides",
        OFFICER,
        OverridePostCap,
        {"extra": 1, "reason": "人口超过三万", "to": "2013-12-31"},
    ),
    Case(
        "POST",
        f"{_CAP}/overrides/01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3/ending",
        f"{_CAP_RULE}/overrides/{{override_id}}/ending",
        OFFICER,
        EndPostOverride,
        {"to": "2013-10-31", "reason": "不再需要"},
    ),
    Case("GET", _TEMPLATES, _TEMPLATES, COMMISSIONER, ListPostTemplates, {}),
    Case(
        "POST",
        _TEMPLATES,
        _TEMPLATES,
        STAFF,
        SavePostTemplate,
        {"community": "440305007003", "name": "登良社区岗位"},
    ),
    Case(
        "POST",
        f"{_TEMPLATES}/dengliang/uses",
        f"{_TEMPLATES}/{{template}}/uses",
        STAFF,
        ApplyPostTemplate,
        {"community": "440305007003", "need_reason": "新建社区", "check": True},
    ),
    Case(
        "POST",
        "/api/v1/surveys/01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3/proposals",
        "/api/v1/surveys/{survey_id}/proposals",
        STAFF,
        ProposePosts,
        {"most": 5, "check": True},
    ),
]
