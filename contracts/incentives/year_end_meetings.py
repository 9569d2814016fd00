"""Invitations to year-end meetings (年终会议邀请): replies, and attendance written down. R50."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.incentives.invitees import Invitee
from contracts.incentives.words import MeetingReply, YearEndMeetingState
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, Shape, request, shape

SUBJECT_LONGEST = 80
VENUE_LONGEST = 100
NOTE_LONGEST = 500
REASON_LONGEST = 500
#: Invitations of one step.
INVITED_MOST = 200


@shape
class YearEndMeetingPlan(Shape):
    """What a meeting is about, when and where."""

    subject: str = fields.line(
        "What it is called.", longest=SUBJECT_LONGEST, example="街道年终总结大会"
    )
    held_on: dt.date = fields.plain("The day.")
    venue: str = fields.line(
        "Where, and at what time.", longest=VENUE_LONGEST, example="九点，街道礼堂"
    )


@shape
class MeetingInvitationView(Answer):
    """One invitation to a meeting."""

    id: UUID = fields.plain("The invitation.")
    year_end_meeting_id: UUID = fields.plain("The meeting.")
    street: str = fields.place("The street.")
    subject: str = fields.plain("What the meeting is called.")
    held_on: dt.date = fields.plain("The day of the meeting.")
    venue: str = fields.plain("Where, and at what time.")
    appointment_id: UUID | None = fields.plain(
        "The appointment of a commissioner; null: somebody else.", default=None
    )
    post: str | None = fields.plain("Title of the commissioner's post.", default=None)
    invitee_id: UUID | None = fields.plain(
        "Somebody without an account; null: a commissioner.", default=None
    )
    name: str | None = fields.plain(
        "Their name, masked; null: a commissioner, or it was erased.", default=None
    )
    invited_on: dt.date = fields.plain("When the person was invited.")
    reply: MeetingReply = fields.choice("What became of it.")
    called_off_because: str | None = fields.plain(
        "Why the meeting was called off; null: it was not.", default=None
    )
    replied_on: dt.date | None = fields.plain("When it was answered.", default=None)
    note: str | None = fields.plain("What was said with the reply.", default=None)
    attended: bool | None = fields.plain(
        "Whether the person came; null: it is not written down yet.", default=None
    )
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class YearEndMeetingView(Answer):
    """A year-end meeting of a street."""

    id: UUID = fields.plain("The meeting.")
    street: str = fields.place("The street.")
    subject: str = fields.plain("What it is called.")
    held_on: dt.date = fields.plain("The day.")
    venue: str = fields.plain("Where, and at what time.")
    state: YearEndMeetingState = fields.choice("Where it stands.")
    called_off_because: str | None = fields.plain(
        "Why it was called off; null: it was not.", default=None
    )
    possible: list[str] = fields.possible()
    invited: int = fields.plain("Invitations that have not lapsed.")
    accepted: int = fields.plain("People who will come.")
    declined: int = fields.plain("People who will not come.")
    came: int | None = fields.plain("People who came; null: not written down yet.", default=None)
    invitations: list[MeetingInvitationView] = fields.plain(
        "The invitations, empty in lists.", default=()
    )
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class YearEndMeetingPage(Page):
    """A page of meetings, the latest first."""

    items: list[YearEndMeetingView] = fields.plain("The meetings.")


@shape
class MeetingInvitationPage(Page):
    """A page of invitations, the latest meeting first."""

    items: list[MeetingInvitationView] = fields.plain("The invitations.")


@request("incentives", "plan_year_end_meeting", YearEndMeetingView)
class PlanYearEndMeeting(YearEndMeetingPlan, Request[YearEndMeetingView]):
    """Plan a year-end meeting of the street, to which people are invited then."""

    street: str = fields.path(fields.area("The street."))


@request("incentives", "edit_year_end_meeting", YearEndMeetingView)
class EditYearEndMeeting(YearEndMeetingPlan, Change, Request[YearEndMeetingView]):
    """Change day, place or name of a meeting that was not held yet."""

    year_end_meeting_id: UUID = fields.path("The meeting.")


@request("incentives", "list_year_end_meetings", YearEndMeetingPage)
class ListYearEndMeetings(Listing, Request[YearEndMeetingPage]):
    """List the year-end meetings of the streets that you oversee."""

    area: str | None = fields.area("Only this street.", default=None)
    state: list[YearEndMeetingState] | None = fields.several(
        "Only in these states.", YearEndMeetingState
    )
    sort: str | None = fields.sorting("held_on", default=None)


@request("incentives", "show_year_end_meeting", YearEndMeetingView)
class ShowYearEndMeeting(Request[YearEndMeetingView]):
    """Show one meeting with its invitations."""

    year_end_meeting_id: UUID = fields.path("The meeting.")


@request("incentives", "invite_to_meeting", YearEndMeetingView)
class InviteToMeeting(Change, Request[YearEndMeetingView]):
    """Invite commissioners in office, by appointment or post, and others (邀请参会)."""

    year_end_meeting_id: UUID = fields.path("The meeting.")
    appointments: list[UUID] = fields.parts(
        "Appointments of people in office today.", most=INVITED_MOST, default=()
    )
    posts: list[UUID] = fields.parts(
        "Posts; the people who hold them today are invited.", most=INVITED_MOST, default=()
    )
    invitees: list[Invitee] = fields.parts(
        "Others, without an account.", most=INVITED_MOST, default=()
    )


@request("incentives", "call_off_year_end_meeting", YearEndMeetingView)
class CallOffYearEndMeeting(Change, Request[YearEndMeetingView]):
    """Call a planned meeting off; the people invited find the reason with their invitation."""

    year_end_meeting_id: UUID = fields.path("The meeting.")
    reason: str = fields.words("Why.", longest=REASON_LONGEST, example="台风预警，改期另行通知。")


@request("incentives", "list_meeting_invitations", MeetingInvitationPage)
class ListMeetingInvitations(Listing, Request[MeetingInvitationPage]):
    """List your own invitations to year-end meetings; the street office lists all of them."""

    reply: list[MeetingReply] | None = fields.several("Only with these replies.", MeetingReply)
    sort: str | None = fields.sorting("invited_on", default=None)


@request("incentives", "reply_to_meeting_invitation", MeetingInvitationView)
class ReplyToMeetingInvitation(Change, Request[MeetingInvitationView]):
    """Reply to your invitation, or as the street office write down what somebody replied.

    A reply can be changed until the day of the meeting is over.
    """

    meeting_invitation_id: UUID = fields.path("The invitation.")
    will_attend: bool = fields.plain("Whether the person comes.")
    note: str | None = fields.words(
        "What is said with it.", longest=NOTE_LONGEST, example="当天值班，请假。", default=None
    )


@request("incentives", "record_year_end_attendance", YearEndMeetingView)
class RecordYearEndAttendance(Change, Request[YearEndMeetingView]):
    """Write down who came (登记到会), from the day of the meeting on; send again to correct it."""

    year_end_meeting_id: UUID = fields.path("The meeting.")
    present: list[UUID] = fields.parts(
        "The invitations of those who came; everybody else did not.", most=5000
    )
