"""Sharing meetings, cases, and news."""

from __future__ import annotations

from typing import Any

from contracts.incentives.cases import (
    ApproveCase,
    ConsentToCase,
    EditCase,
    ListCases,
    ShowCase,
    WithdrawCaseConsent,
    WriteCase,
)
from contracts.incentives.meetings import (
    AgreeAtSharingMeeting,
    AnswerMeetingAgreement,
    CallOffSharingMeeting,
    EnterSharingMeeting,
    ExplainMissedMeeting,
    ListSharingMeetings,
    MoveSharingMeeting,
    PlanSharingMeeting,
    RecordMeetingAttendance,
    ShowMeetingYear,
    ShowSharingMeeting,
    SpeakAtSharingMeeting,
    WithdrawMeetingPoint,
    WriteMeetingMinutes,
)
from contracts.incentives.news import ListNews, PrintNews
from contracts.recruitment.office import ListPublicNames
from contracts.registry import Request
from tests.gateway.actors import COMMISSIONER, STAFF, holding
from tests.gateway.cases.case import Case
from vocabulary.actors import Actor, Role

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_COMMUNITY = "440305007003"
_OF, _OF_RULE = f"/api/v1/communities/{_COMMUNITY}", "/api/v1/communities/{community}"
_ALL = "/api/v1/sharing-meetings"
_ONE, _ONE_RULE = f"{_ALL}/{_ID}", f"{_ALL}/{{sharing_meeting_id}}"
_CASES = "/api/v1/cases"
_CASE, _CASE_RULE = f"{_CASES}/{_ID}", f"{_CASES}/{{case_id}}"
_NEWS, _NEWS_RULE = f"/api/v1/public/news/{_COMMUNITY}", "/api/v1/public/news/{area}"
_PLAN = {"theme": "楼道消防", "held_at": "2013-05-04T09:30:00+08:00", "place": "党群服务中心"}
_BODY = {
    "category": "fire_safety",
    "title": "飞线充电怎样清零",
    "situation": "楼道充电屡禁不止。",
    "doing": "先装充电桩，再逐户上门。",
    "lesson": "三周清零。",
}
_COMMITTEE = holding(Role.PARTY_COMMITTEE)


def _step(
    path: str,
    by: Actor,
    becomes: type[Request[Any]],
    sent: dict[str, Any],
    *,
    rule: str | None = None,
    method: str = "POST",
) -> Case:
    return Case(method, f"{_ONE}/{path}", f"{_ONE_RULE}/{rule or path}", by, becomes, sent)


CASES = [
    Case(
        "POST",
        f"{_OF}/sharing-meetings",
        f"{_OF_RULE}/sharing-meetings",
        _COMMITTEE,
        PlanSharingMeeting,
        _PLAN,
    ),
    Case(
        "POST",
        f"{_OF}/held-sharing-meetings",
        f"{_OF_RULE}/held-sharing-meetings",
        _COMMITTEE,
        EnterSharingMeeting,
        _PLAN | {"entered_because": "系统启用前已召开。"},
    ),
    Case("GET", f"{_ALL}?state=held", _ALL, STAFF, ListSharingMeetings, {}),
    Case("GET", _ONE, _ONE_RULE, COMMISSIONER, ShowSharingMeeting, {}),
    _step("plan", _COMMITTEE, MoveSharingMeeting, _PLAN, method="PUT"),
    _step("cancellation", _COMMITTEE, CallOffSharingMeeting, {"reason": "台风预警。"}),
    _step(
        "points",
        COMMISSIONER,
        SpeakAtSharingMeeting,
        {"kind": "worked", "title": "飞线充电清零"},
    ),
    _step(
        f"points/{_ID}/withdrawal",
        COMMISSIONER,
        WithdrawMeetingPoint,
        {},
        rule="points/{point_id}/withdrawal",
    ),
    _step("attendance", STAFF, RecordMeetingAttendance, {"present": [_ID]}, method="PUT"),
    _step(
        "agreements",
        STAFF,
        AgreeAtSharingMeeting,
        {"text": "每周三联合巡查。", "doer": "消防安全专员"},
    ),
    _step(
        f"agreements/{_ID}/answer",
        STAFF,
        AnswerMeetingAgreement,
        {"state": "done", "answer": "巡查八次。"},
        rule="agreements/{agreement_id}/answer",
        method="PUT",
    ),
    _step("minutes", STAFF, WriteMeetingMinutes, {"minutes": "介绍了做法。"}, method="PUT"),
    Case(
        "GET",
        "/api/v1/streets/440305007000/sharing-meetings/2013",
        "/api/v1/streets/{street}/sharing-meetings/{year}",
        STAFF,
        ShowMeetingYear,
        {},
    ),
    Case(
        "PUT",
        f"{_OF}/missed-meetings/2013Q2/reason",
        f"{_OF_RULE}/missed-meetings/{{quarter}}/reason",
        _COMMITTEE,
        ExplainMissedMeeting,
        {"reason": "换届期间专员空缺。"},
    ),
    _step(
        f"points/{_ID}/case",
        STAFF,
        WriteCase,
        _BODY,
        rule="points/{point_id}/case",
    ),
    Case("GET", f"{_CASES}?words=充电", _CASES, COMMISSIONER, ListCases, {}),
    Case("GET", _CASE, _CASE_RULE, STAFF, ShowCase, {}),
    Case("PUT", f"{_CASE}/text", f"{_CASE_RULE}/text", STAFF, EditCase, _BODY),
    Case(
        "PUT",
        f"{_CASE}/consent",
        f"{_CASE_RULE}/consent",
        COMMISSIONER,
        ConsentToCase,
        {"reach": "street"},
    ),
    Case(
        "POST",
        f"{_CASE}/withdrawal",
        f"{_CASE_RULE}/withdrawal",
        COMMISSIONER,
        WithdrawCaseConsent,
        {},
    ),
    Case("POST", f"{_CASE}/approval", f"{_CASE_RULE}/approval", _COMMITTEE, ApproveCase, {}),
    Case("GET", _NEWS, _NEWS_RULE, None, ListPublicNames, {}, asks_before=(ListNews,)),
    Case(
        "GET",
        f"{_NEWS}.atom",
        f"{_NEWS_RULE}.atom",
        None,
        ListPublicNames,
        {},
        asks_before=(ListNews,),
    ),
    Case(
        "GET",
        f"{_NEWS}.pdf",
        f"{_NEWS_RULE}.pdf",
        None,
        PrintNews,
        {},
        asks_before=(ListNews, ListPublicNames),
    ),
]
