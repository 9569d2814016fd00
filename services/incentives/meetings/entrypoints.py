"""Requests about sharing meetings."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
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
from services.incentives.meetings import operations, queries


class MeetingsEntrypoints(Service):
    """Planning, holding and minuting meetings."""

    plan_sharing_meeting = writes(PlanSharingMeeting, operations.plan)
    enter_sharing_meeting = writes(EnterSharingMeeting, operations.enter)
    list_sharing_meetings = reads(ListSharingMeetings, queries.listed)
    show_sharing_meeting = reads(ShowSharingMeeting, queries.one)
    move_sharing_meeting = writes(MoveSharingMeeting, operations.move)
    call_off_sharing_meeting = writes(CallOffSharingMeeting, operations.call_off)
    speak_at_sharing_meeting = writes(SpeakAtSharingMeeting, operations.speak)
    withdraw_meeting_point = writes(WithdrawMeetingPoint, operations.withdraw)
    record_meeting_attendance = writes(RecordMeetingAttendance, operations.attend)
    agree_at_sharing_meeting = writes(AgreeAtSharingMeeting, operations.agree)
    answer_meeting_agreement = writes(AnswerMeetingAgreement, operations.answer)
    write_meeting_minutes = writes(WriteMeetingMinutes, operations.minute)
    show_meeting_year = reads(ShowMeetingYear, queries.years)
    explain_missed_meeting = writes(ExplainMissedMeeting, operations.explain)
