"""Selections, ballots, objections to them, and honours."""

from __future__ import annotations

from typing import Any

from contracts.incentives.ballots import (
    CountBox,
    IssueSlips,
    PrintSlips,
    ShowSlip,
    TakePaperSlip,
    VoteWithSlip,
)
from contracts.incentives.honours import (
    CheckHonour,
    ListHonours,
    PrintHonour,
    ReissueHonour,
    RevokeHonour,
    ShowHonour,
)
from contracts.incentives.selection_objections import (
    AnswerSelectionObjection,
    FollowSelectionObjection,
    ListSelectionObjections,
    ObjectToSelection,
    RecordSelectionObjection,
)
from contracts.incentives.selections import (
    AwardSelection,
    CheckSelection,
    CountSelection,
    DraftSelection,
    EditSelection,
    JudgeCandidates,
    ListPublicSelections,
    ListSelections,
    Nominate,
    OpenSelection,
    PublishNomination,
    ReturnSelection,
    ShowSelection,
    TrySelection,
)
from contracts.recruitment.office import ListNamesToHonour, ListPublicNames
from contracts.registry import Request
from tests.gateway.actors import COMMISSIONER, STAFF, holding
from tests.gateway.cases.case import Case
from vocabulary.actors import Actor, Role

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_COMMUNITY = "440305007003"
_ALL = "/api/v1/selections"
_ONE_RULE = f"{_ALL}/{{selection_id}}"
_ONE = f"{_ALL}/{_ID}"
_HONOUR_RULE, _HONOUR = "/api/v1/honours/{honour_id}", f"/api/v1/honours/{_ID}"
_SLIP_RULE, _SLIP = "/api/v1/public/ballot-slips/{slip_code}", "/api/v1/public/ballot-slips/7K3M"
_OF_COMMUNITY = "/api/v1/public/communities/{community}/selections"
_CRITERIA = [{"criterion": "settled", "weight": 100}]
_TERMS = {"title": "年度优秀社区专员", "criteria": _CRITERIA, "honours": 3}
_TEXT = {"text": "公示中的事迹与事实不符。"}

OFFICER = holding(Role.STREET_OFFICER)
COMMITTEE = holding(Role.PARTY_COMMITTEE)
STREET_COMMITTEE = holding(Role.STREET_PARTY_COMMITTEE)


def _step(
    name: str,
    by: Actor,
    becomes: type[Request[Any]],
    sent: dict[str, Any] | None = None,
    *,
    method: str = "POST",
) -> Case:
    return Case(method, f"{_ONE}/{name}", f"{_ONE_RULE}/{name}", by, becomes, sent or {})


CASES = [
    Case(
        "POST",
        f"/api/v1/communities/{_COMMUNITY}/selections",
        "/api/v1/communities/{community}/selections",
        OFFICER,
        DraftSelection,
        _TERMS | {"year": 2013},
    ),
    Case("GET", f"{_ALL}?state=open", _ALL, STAFF, ListSelections, {}),
    Case("GET", _ONE, _ONE_RULE, COMMISSIONER, ShowSelection, {}),
    _step("terms", OFFICER, EditSelection, _TERMS, method="PUT"),
    _step("opening", OFFICER, OpenSelection),
    _step(
        "opinion",
        COMMISSIONER,
        JudgeCandidates,
        {"points": [{"appointment_id": _ID, "points": 80}]},
        method="PUT",
    ),
    _step("count", COMMITTEE, CountSelection),
    _step("trial", COMMITTEE, TrySelection, {"criteria": _CRITERIA}),
    _step("nomination", COMMITTEE, Nominate, {"nominees": [_ID]}, method="PUT"),
    _step("notice", STAFF, PublishNomination),
    _step("return", OFFICER, ReturnSelection, {"reason": "异议经核实成立。"}),
    _step("check", OFFICER, CheckSelection),
    Case(
        "POST",
        f"{_ONE}/award",
        f"{_ONE_RULE}/award",
        STREET_COMMITTEE,
        AwardSelection,
        {},
        asks_before=(ShowSelection, ListNamesToHonour),
    ),
    Case(
        "GET",
        _OF_COMMUNITY.format(community=_COMMUNITY),
        _OF_COMMUNITY,
        None,
        ListPublicNames,
        {},
        asks_before=(ListPublicSelections,),
    ),
    _step("slips", STAFF, IssueSlips, {"households": 300}),
    Case(
        "GET",
        f"{_ONE}/slips/1/document",
        f"{_ONE_RULE}/slips/{{batch}}/document",
        STAFF,
        PrintSlips,
        {},
    ),
    _step("paper-slips", STAFF, TakePaperSlip, {"slip_code": "7K3M-9QX2-B4TD-1V8H"}),
    _step("box-counts", STAFF, CountBox, {"box": 1, "sheets": 12, "votes": []}),
    Case("GET", _SLIP, _SLIP_RULE, None, ListPublicNames, {}, asks_before=(ShowSlip,)),
    Case("POST", f"{_SLIP}/vote", f"{_SLIP_RULE}/vote", None, VoteWithSlip, {"chosen": [_ID]}),
    Case(
        "POST",
        f"{_OF_COMMUNITY.format(community=_COMMUNITY)}/2013/objections",
        f"{_OF_COMMUNITY}/{{year}}/objections",
        None,
        ObjectToSelection,
        _TEXT,
        f"{_COMMUNITY}:2013:",
    ),
    Case(
        "GET",
        "/api/v1/public/selection-objections/7K3M",
        "/api/v1/public/selection-objections/{code}",
        None,
        FollowSelectionObjection,
        {},
    ),
    Case(
        "GET",
        f"{_ONE}/objections",
        f"{_ONE_RULE}/objections",
        OFFICER,
        ListSelectionObjections,
        {},
    ),
    _step("objections", STAFF, RecordSelectionObjection, _TEXT),
    Case(
        "POST",
        f"{_ONE}/objections/{_ID}/answer",
        f"{_ONE_RULE}/objections/{{objection_id}}/answer",
        OFFICER,
        AnswerSelectionObjection,
        {"answer": "经核实，公示内容属实。", "is_upheld": False},
    ),
    Case("GET", "/api/v1/honours?year=2013", "/api/v1/honours", COMMISSIONER, ListHonours, {}),
    Case("GET", _HONOUR, _HONOUR_RULE, COMMISSIONER, ShowHonour, {}),
    Case("GET", f"{_HONOUR}/document", f"{_HONOUR_RULE}/document", OFFICER, PrintHonour, {}),
    Case(
        "POST",
        f"{_HONOUR}/replacement",
        f"{_HONOUR_RULE}/replacement",
        OFFICER,
        ReissueHonour,
        {"reason": "原证书遗失。"},
    ),
    Case(
        "POST",
        f"{_HONOUR}/revocation",
        f"{_HONOUR_RULE}/revocation",
        STREET_COMMITTEE,
        RevokeHonour,
        {"reason": "异议经核实成立。"},
    ),
    Case(
        "GET",
        "/api/v1/public/honours/2014-12?code=7K3M",
        "/api/v1/public/honours/{number}",
        None,
        CheckHonour,
        {},
    ),
]
