"""Scorecards, work reports and ratings."""

from __future__ import annotations

from contracts.incentives.own_data import ExportOwnIncentives
from contracts.incentives.places import TryWeights
from contracts.incentives.ratings import (
    ListRatingWords,
    RateWorkReport,
    RecordRating,
    ShowRatingResults,
)
from contracts.incentives.reports import (
    ApproveWorkReport,
    CorrectWorkReport,
    EditWorkReport,
    ListPublicWorkReports,
    ListWorkReports,
    PrintWorkReport,
    PublishWorkReport,
    ShowPublicWorkReport,
    ShowWorkReport,
)
from contracts.incentives.scorecards import (
    ListFacts,
    ListScorecards,
    ShowScorecard,
    WriteOwnWords,
)
from contracts.recruitment.office import ListPublicNames
from tests.gateway.actors import COMMISSIONER, STAFF, holding
from tests.gateway.cases.case import Case
from vocabulary.actors import Role

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_CARDS_RULE = "/api/v1/communities/{community}/scorecards"
_PLACES_RULE = "/api/v1/communities/{community}/places"
_CARD_RULE = "/api/v1/scorecards/{appointment_id}"
_CARD = _CARD_RULE.format(appointment_id=_ID)
_REPORTS = "/api/v1/work-reports"
_REPORT_RULE = f"{_REPORTS}/{{report_id}}"
_REPORT = _REPORT_RULE.format(report_id=_ID)
_PUBLIC_RULE = "/api/v1/public/work-reports/{community}"
_PUBLIC = _PUBLIC_RULE.format(community="440305007003")
_ONE_RULE, _ONE = f"{_PUBLIC_RULE}/{{quarter}}", f"{_PUBLIC}/2013Q2"
_SHEET = {
    "phone": "13800138000",
    "scores": [{"appointment_id": _ID, "score": 5}],
}

COMMITTEE = holding(Role.PARTY_COMMITTEE)

CASES = [
    Case(
        "POST",
        _PLACES_RULE.format(community="440305007003"),
        _PLACES_RULE,
        COMMITTEE,
        TryWeights,
        {"year": 2013, "criteria": [{"criterion": "settled", "weight": 100}]},
    ),
    Case(
        "GET",
        _CARDS_RULE.format(community="440305007003"),
        _CARDS_RULE,
        STAFF,
        ListScorecards,
        {},
    ),
    Case("GET", f"{_CARD}?from=2013-01-01", _CARD_RULE, COMMISSIONER, ShowScorecard, {}),
    Case("GET", f"{_CARD}/facts?figure=ratings", f"{_CARD_RULE}/facts", STAFF, ListFacts, {}),
    Case(
        "PUT",
        f"{_CARD}/words/2013Q2",
        f"{_CARD_RULE}/words/{{quarter}}",
        COMMISSIONER,
        WriteOwnWords,
        {"text": "两处隐患在跟进。"},
    ),
    Case(
        "GET",
        "/api/v1/scorecards/own/export",
        "/api/v1/scorecards/own/export",
        COMMISSIONER,
        ExportOwnIncentives,
        {},
    ),
    Case("GET", f"{_REPORTS}?state=draft", _REPORTS, STAFF, ListWorkReports, {}),
    Case("GET", _REPORT, _REPORT_RULE, STAFF, ShowWorkReport, {}),
    Case(
        "PUT",
        f"{_REPORT}/summary",
        f"{_REPORT_RULE}/summary",
        STAFF,
        EditWorkReport,
        {"summary": "本季度主要是消防。"},
    ),
    Case(
        "POST", f"{_REPORT}/approval", f"{_REPORT_RULE}/approval", COMMITTEE, ApproveWorkReport, {}
    ),
    Case(
        "POST",
        f"{_REPORT}/publication",
        f"{_REPORT_RULE}/publication",
        STAFF,
        PublishWorkReport,
        {},
    ),
    Case(
        "POST",
        f"{_REPORT}/correction",
        f"{_REPORT_RULE}/correction",
        STAFF,
        CorrectWorkReport,
        {"change": "更正：漏计一件。"},
    ),
    Case("GET", _PUBLIC, _PUBLIC_RULE, None, ListPublicWorkReports, {}),
    Case("GET", _ONE, _ONE_RULE, None, ListPublicNames, {}, asks_before=(ShowPublicWorkReport,)),
    Case(
        "GET",
        f"{_ONE}/editions/2",
        f"{_ONE_RULE}/editions/{{number}}",
        None,
        ListPublicNames,
        {},
        asks_before=(ShowPublicWorkReport,),
    ),
    Case(
        "GET",
        f"{_ONE}.pdf",
        f"{_ONE_RULE}.pdf",
        None,
        PrintWorkReport,
        {},
        asks_before=(ShowPublicWorkReport, ListPublicNames),
    ),
    Case(
        "GET",
        f"{_ONE}/editions/2.pdf",
        f"{_ONE_RULE}/editions/{{number}}.pdf",
        None,
        PrintWorkReport,
        {},
        asks_before=(ShowPublicWorkReport, ListPublicNames),
    ),
    Case(
        "POST",
        f"{_ONE}/ratings",
        f"{_ONE_RULE}/ratings",
        None,
        RateWorkReport,
        _SHEET,
        "440305007003:2013Q2:",
    ),
    Case("GET", f"{_ONE}/ratings", f"{_ONE_RULE}/ratings", None, ShowRatingResults, {}),
    Case(
        "POST",
        f"{_REPORT}/ratings",
        f"{_REPORT_RULE}/ratings",
        STAFF,
        RecordRating,
        _SHEET | {"way": "paper"},
    ),
    Case(
        "GET",
        f"{_REPORT}/rating-words",
        f"{_REPORT_RULE}/rating-words",
        COMMITTEE,
        ListRatingWords,
        {},
    ),
]
