"""Year-end meetings of a street: invitations, replies and attendance."""

from __future__ import annotations

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
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("year_end_meetings", "年终会议 · Invitations to year-end meetings")

_ALL = "/api/v1/year-end-meetings"
_ONE = f"{_ALL}/<uuid:year_end_meeting_id>"
_INVITATIONS = "/api/v1/meeting-invitations"
_MANAGE = Action.YEAR_END_MEETING_MANAGE

routes.asks(
    "POST",
    "/api/v1/streets/<street>/year-end-meetings",
    PlanYearEndMeeting,
    may=_MANAGE,
    creates=f"{_ALL}/{{id}}",
)
routes.asks("GET", _ALL, ListYearEndMeetings, may=Action.YEAR_END_MEETING_READ)
routes.asks("GET", _ONE, ShowYearEndMeeting, may=Action.YEAR_END_MEETING_READ)
routes.asks("PUT", _ONE, EditYearEndMeeting, may=_MANAGE)
routes.asks("POST", f"{_ONE}/cancellation", CallOffYearEndMeeting, may=_MANAGE)
routes.asks("POST", f"{_ONE}/invitations", InviteToMeeting, may=_MANAGE)
routes.asks("PUT", f"{_ONE}/attendance", RecordYearEndAttendance, may=_MANAGE)
routes.asks("GET", _INVITATIONS, ListMeetingInvitations, may=Action.MEETING_INVITATION_REPLY)
routes.asks(
    "PUT",
    f"{_INVITATIONS}/<uuid:meeting_invitation_id>/reply",
    ReplyToMeetingInvitation,
    may=Action.MEETING_INVITATION_REPLY,
)
