"""Applications, and applicants' own data."""

from __future__ import annotations

from typing import Any

from contracts.recruitment.applications import (
    EditApplication,
    EditOwnApplication,
    ListApplications,
    RecordApplication,
    RecordNoticeConsent,
    SetOwnNoticeConsent,
    SetOwnReserve,
    ShowApplication,
    ShowOwnApplication,
    SubmitApplication,
    WithdrawApplication,
    WithdrawOwnApplication,
)
from contracts.recruitment.disclosures import (
    DiscloseApplicant,
    FindApplicants,
    ListApplicantDisclosures,
    ListCommunityApplicantDisclosures,
    TrackApplicantDisclosures,
)
from contracts.recruitment.own_data import EraseOwnApplication, ExportOwnApplication
from contracts.recruitment.recommending import (
    ConsentToRecommendation,
    Recommend,
    RecordApplicationConsent,
)
from contracts.registry import Request
from tests.gateway.actors import OFFICER, STAFF
from tests.gateway.cases.case import Case
from tests.gateway.cases.recruitment_campaigns import ID as CAMPAIGN
from tests.gateway.cases.recruitment_campaigns import POST
from tests.gateway.doubles import SECRET
from vocabulary.tracking import code_from

APPLICATION = "01970a3c-3d00-7000-8000-0000000000d1"
_CODE = code_from(b"of an applicant", SECRET)
_PUBLIC = "/api/v1/public"
_OWN, _OWN_RULE = f"{_PUBLIC}/applications/{_CODE}", f"{_PUBLIC}/applications/{{code}}"
_ALL = "/api/v1/applications"
_ONE, _RULE = f"{_ALL}/{APPLICATION}", f"{_ALL}/{{application_id}}"
_IN, _IN_RULE = f"/campaigns/{CAMPAIGN}", "/campaigns/{campaign_id}"
_BY_CODE = f"{_CODE}:"
_WORDS = {
    "address": "荔林花园 3 栋",
    "ability": "会用灭火器",
    "time_available": "周末",
    "motivation": "为邻里做点事",
    "is_voluntary": True,
    "lives_in_community": True,
}
_PERSON = {"name": "陈秀英", "phone": "13800138000", "post_id": POST}
_RECOMMENDATION = {
    "recommender": "group",
    "recommended_by": "荔林太极队",
    "recommendation": "大家都信任她",
}

_STEPS: list[tuple[str, type[Request[Any]], dict[str, Any]]] = [
    ("withdrawal", WithdrawOwnApplication, {}),
    ("consent", ConsentToRecommendation, _WORDS),
    ("reserve", SetOwnReserve, {"reserve_months": 12}),
    ("notice-consent", SetOwnNoticeConsent, {"consents_to_notice": False}),
    ("export", ExportOwnApplication, {}),
    ("erasure", EraseOwnApplication, {}),
]

CASES = [
    Case(
        "POST",
        f"{_PUBLIC}{_IN}/applications",
        f"{_PUBLIC}{_IN_RULE}/applications",
        None,
        SubmitApplication,
        _PERSON | _WORDS,
        key_scope=f"{CAMPAIGN}:",
    ),
    Case(
        "POST",
        f"{_PUBLIC}{_IN}/recommendations",
        f"{_PUBLIC}{_IN_RULE}/recommendations",
        None,
        Recommend,
        _PERSON | _RECOMMENDATION,
        key_scope=f"{CAMPAIGN}:",
    ),
    Case("GET", _OWN, _OWN_RULE, None, ShowOwnApplication, {}),
    Case("PUT", _OWN, _OWN_RULE, None, EditOwnApplication, _WORDS, key_scope=_BY_CODE),
    *(
        Case("POST", f"{_OWN}/{step}", f"{_OWN_RULE}/{step}", None, becomes, sent, _BY_CODE)
        for step, becomes, sent in _STEPS
    ),
    Case(
        "POST",
        f"/api/v1{_IN}/applications",
        f"/api/v1{_IN_RULE}/applications",
        STAFF,
        RecordApplication,
        _PERSON | _WORDS | {"how": "paper"},
    ),
    Case(
        "GET",
        f"{_OWN}/disclosures",
        f"{_OWN_RULE}/disclosures",
        None,
        TrackApplicantDisclosures,
        {},
    ),
    Case(
        "POST",
        f"{_ONE}/disclosures",
        f"{_RULE}/disclosures",
        STAFF,
        DiscloseApplicant,
        {"reason": "interview"},
    ),
    Case(
        "GET",
        f"{_ONE}/disclosures",
        f"{_RULE}/disclosures",
        OFFICER,
        ListApplicantDisclosures,
        {},
    ),
    Case(
        "GET",
        f"{_ALL}/disclosures?disclosed_from=2013-05-06",
        f"{_ALL}/disclosures",
        OFFICER,
        ListCommunityApplicantDisclosures,
        {},
    ),
    Case("GET", f"{_ALL}?state=received", _ALL, STAFF, ListApplications, {}),
    Case(
        "POST",
        f"{_ALL}/search",
        f"{_ALL}/search",
        STAFF,
        FindApplicants,
        {"person": "13800138000", "reason": "asked_by_person", "state": ["received"]},
    ),
    Case("GET", _ONE, _RULE, STAFF, ShowApplication, {}),
    Case("PUT", _ONE, _RULE, STAFF, EditApplication, _WORDS),
    Case(
        "POST",
        f"{_ONE}/withdrawal",
        f"{_RULE}/withdrawal",
        STAFF,
        WithdrawApplication,
        {"how": "by_phone"},
    ),
    Case(
        "POST",
        f"{_ONE}/notice-consent",
        f"{_RULE}/notice-consent",
        STAFF,
        RecordNoticeConsent,
        {"consents_to_notice": False, "how": "by_phone"},
    ),
    Case(
        "POST",
        f"{_ONE}/consent",
        f"{_RULE}/consent",
        STAFF,
        RecordApplicationConsent,
        _WORDS | {"how": "in_person"},
    ),
]
