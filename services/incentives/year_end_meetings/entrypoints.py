"""Requests about year-end meetings, and the clock that follows appointments."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, writes
from contracts.incentives.year_end_meetings import (
    CallOffYearEndMeeting,
    EditYearEndMeeting,
    InviteToMeeting,
    ListMeetingInvitations,
    ListYearEndMeetings,
    PlanYearEndMeeting,
    RecordYearEndAttendance,
    ReplyToMeetingInvitation,
    ShowYearEndMeeting,
)
from services.incentives.year_end_meetings import operations, queries

_SECONDS = 60.0


class YearEndMeetingsEntrypoints(Service):
    """Planning, inviting, replying and attendance."""

    plan_year_end_meeting = writes(PlanYearEndMeeting, operations.plan)
    edit_year_end_meeting = writes(EditYearEndMeeting, operations.edit)
    list_year_end_meetings = reads(ListYearEndMeetings, queries.page)
    show_year_end_meeting = reads(ShowYearEndMeeting, queries.one)
    call_off_year_end_meeting = writes(CallOffYearEndMeeting, operations.call_off)
    invite_to_meeting = writes(InviteToMeeting, operations.invite)
    list_meeting_invitations = reads(ListMeetingInvitations, queries.invitations)
    reply_to_meeting_invitation = writes(ReplyToMeetingInvitation, operations.reply)
    record_year_end_attendance = writes(RecordYearEndAttendance, operations.record_attendance)

    @every(_SECONDS)
    def follow_appointments(self, work: Work) -> None:
        operations.follow_appointments(work.session)
