"""Sharing meetings: planned, held, minuted, and the year's count."""

from __future__ import annotations

from contracts.incentives.meetings import (
    FIRST_YEAR,
    LAST_YEAR,
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
from gateway.api.recruitment.streets import checked as checked_street
from gateway.http import years
from gateway.http.community_codes import checked
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes(
    "sharing_meetings",
    "经验分享会 · Sharing meetings",
    reads={
        "community": checked,
        "street": checked_street,
        "year": years.between(FIRST_YEAR, LAST_YEAR),
    },
)

_OF = "/api/v1/communities/<community>"
_ALL = "/api/v1/sharing-meetings"
_ONE = f"{_ALL}/<uuid:sharing_meeting_id>"
_MANAGE, _RECORD = Action.SHARING_MEETING_MANAGE, Action.SHARING_MEETING_RECORD
_READ, _SPEAK = Action.SHARING_MEETING_READ, Action.SHARING_MEETING_SPEAK
_NEW = f"{_ALL}/{{id}}"

routes.asks("POST", f"{_OF}/sharing-meetings", PlanSharingMeeting, may=_MANAGE, creates=_NEW)
routes.asks("POST", f"{_OF}/held-sharing-meetings", EnterSharingMeeting, may=_MANAGE, creates=_NEW)
routes.asks("GET", _ALL, ListSharingMeetings, may=_READ)
routes.asks("GET", _ONE, ShowSharingMeeting, may=_READ)
routes.asks("PUT", f"{_ONE}/plan", MoveSharingMeeting, may=_MANAGE)
routes.asks("POST", f"{_ONE}/cancellation", CallOffSharingMeeting, may=_MANAGE)
routes.asks("POST", f"{_ONE}/points", SpeakAtSharingMeeting, may=_SPEAK)
routes.asks("POST", f"{_ONE}/points/<uuid:point_id>/withdrawal", WithdrawMeetingPoint, may=_SPEAK)
routes.asks("PUT", f"{_ONE}/attendance", RecordMeetingAttendance, may=_RECORD)
routes.asks("POST", f"{_ONE}/agreements", AgreeAtSharingMeeting, may=_RECORD)
routes.asks(
    "PUT", f"{_ONE}/agreements/<uuid:agreement_id>/answer", AnswerMeetingAgreement, may=_RECORD
)
routes.asks("PUT", f"{_ONE}/minutes", WriteMeetingMinutes, may=_RECORD)
routes.asks("GET", "/api/v1/streets/<street>/sharing-meetings/<year>", ShowMeetingYear, may=_READ)
routes.asks("PUT", f"{_OF}/missed-meetings/<quarter>/reason", ExplainMissedMeeting, may=_MANAGE)
