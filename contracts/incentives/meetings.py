"""Sharing meetings (经验分享会): planned, held, minuted, and what they agreed on. R47."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.incentives.scorecards import quarter
from contracts.incentives.words import AgreementState, MeetingState, PointKind
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

THEME_LONGEST = 60
PLACE_LONGEST = 100
GUESTS_LONGEST = 200
REASON_LONGEST = 500
POINT_LONGEST = 1000
MINUTES_LONGEST = 5000
DOER_LONGEST = 60
GUESTS_MOST = 1000
#: The most commissioners of a community; it has fewer posts.
SEATS_MOST = 500
FIRST_YEAR, LAST_YEAR = 2013, 2199


def _why(description: str, example: str) -> Any:
    return fields.words(description, longest=REASON_LONGEST, example=example)


@shape
class MeetingPlan(Shape):
    """When and where a meeting is, and what it is about."""

    theme: str = fields.line("The theme.", longest=THEME_LONGEST, example="楼道消防怎么管得住")
    held_at: dt.datetime = fields.moment("When it begins.")
    place: str = fields.line("Where.", longest=PLACE_LONGEST, example="社区党群服务中心二楼")
    guests: str | None = fields.line(
        "Those invited besides the commissioners: volunteers, social workers, the reserve list, "
        "commissioners of neighbouring communities; null: nobody.",
        longest=GUESTS_LONGEST,
        example="消防志愿者、月亮湾社区专员",
        default=None,
    )


@shape
class PointBody(Shape):
    """A point of the agenda: what was done, how, and why it worked or did not."""

    kind: PointKind = fields.choice("What it is about.", example="worked")
    title: str = fields.line("In a line.", longest=THEME_LONGEST, example="飞线充电清零")
    text: str | None = fields.words(
        "How it was done and why; without names, addresses and numbers of residents.",
        longest=POINT_LONGEST,
        example="逐户上门，先装充电桩再清理。",
        default=None,
    )


@shape
class MeetingPoint(Answer):
    """One point of the agenda."""

    id: UUID = fields.plain("The point.")
    kind: PointKind = fields.choice("What it is about.")
    title: str = fields.plain("In a line.")
    text: str | None = fields.plain("How it was done and why.", default=None)
    appointment_id: UUID | None = fields.plain(
        "The speaker's appointment; null: the committee speaks.", default=None
    )
    post: str | None = fields.plain("Title of the speaker's post.", default=None)
    is_own: bool = fields.plain("Whether you speak.")
    possible: list[str] = fields.possible()


@shape
class MeetingSeat(Answer):
    """A commissioner who was in office on the day, and whether they came."""

    appointment_id: UUID = fields.plain("The appointment.")
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    is_present: bool = fields.plain("Whether they came.")


@shape
class MeetingAgreement(Answer):
    """Something that a meeting agreed on, and what became of it."""

    id: UUID = fields.plain("The agreed point.")
    meeting_id: UUID = fields.plain("The meeting that agreed on it.")
    text: str = fields.plain("What was agreed.")
    doer: str = fields.plain("The person or post that does it.")
    state: AgreementState = fields.choice("What became of it, as the newest answer says.")
    answer: str | None = fields.plain("The newest answer.", default=None)
    answered_in: UUID | None = fields.plain("The meeting that gave it.", default=None)
    is_waiting: bool = fields.plain("Whether this meeting still has to answer it.")
    possible: list[str] = fields.possible()


@shape
class SharingMeeting(Answer):
    """A meeting; agenda, attendance and agreed points are empty in lists."""

    id: UUID = fields.plain("The meeting.")
    community: str = fields.place("The community.")
    theme: str = fields.plain("The theme.")
    held_at: dt.datetime = fields.moment("When it begins.")
    place: str = fields.plain("Where.")
    guests: str | None = fields.plain("Those invited besides the commissioners.", default=None)
    state: MeetingState = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    announced_on: dt.date | None = fields.plain(
        "When the commissioners were told of this time; null: it was written down afterwards.",
        default=None,
    )
    entered_because: str | None = fields.plain("Why it was written down afterwards.", default=None)
    called_off_because: str | None = fields.plain("Why it was called off.", default=None)
    points: list[MeetingPoint] = fields.plain("The agenda.", default=())
    seats: list[MeetingSeat] = fields.plain(
        "The commissioners: before it is held, those who will be in office.", default=()
    )
    commissioners_present: int | None = fields.plain(
        "How many commissioners came; null: not yet known.", default=None
    )
    guests_present: int | None = fields.plain("How many others came.", default=None)
    agreements: list[MeetingAgreement] = fields.plain("What it agreed on.", default=())
    to_answer: list[MeetingAgreement] = fields.plain(
        "What earlier meetings agreed on and this one answers.", default=()
    )
    lacking: list[str] = fields.plain(
        "What the minutes still wait for: `worked`, `not_worked`, `answers`.",
        default=(),
        example=["not_worked"],
    )
    minutes: str | None = fields.plain("The minutes.", default=None)
    minutes_due_on: dt.date = fields.plain("By when the minutes are to be written.")
    minuted_on: dt.date | None = fields.plain("When they were first written.", default=None)
    is_late: bool = fields.plain("Whether the minutes are late, or came late.")
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class SharingMeetingPage(Page):
    """A page of meetings, the newest first."""

    items: list[SharingMeeting] = fields.plain("The meetings.")


@request("incentives", "plan_sharing_meeting", SharingMeeting)
class PlanSharingMeeting(MeetingPlan, Request[SharingMeeting]):
    """Plan a sharing meeting a week ahead at least; the commissioners are told."""

    community: str = fields.path(fields.area("The community."))


@request("incentives", "enter_sharing_meeting", SharingMeeting)
class EnterSharingMeeting(MeetingPlan, Request[SharingMeeting]):
    """Write down afterwards a meeting that was not planned here, and why."""

    community: str = fields.path(fields.area("The community."))
    entered_because: str = _why("Why it was not planned here.", "系统启用前已召开，现补录。")


@request("incentives", "list_sharing_meetings", SharingMeetingPage)
class ListSharingMeetings(Listing, Request[SharingMeetingPage]):
    """List the meetings that you may see, the newest first."""

    area: str | None = fields.area("Only this area.", default=None)
    state: list[MeetingState] | None = fields.several("Only in these states.", MeetingState)
    held_from: dt.date | None = fields.plain("First day.", default=None)
    held_to: dt.date | None = fields.plain("Last day.", default=None)
    sort: str | None = fields.sorting("held_at", default=None)


@request("incentives", "show_sharing_meeting", SharingMeeting)
class ShowSharingMeeting(Request[SharingMeeting]):
    """Show one meeting with agenda, attendance and agreed points."""

    sharing_meeting_id: UUID = fields.path("The meeting.")


@request("incentives", "move_sharing_meeting", SharingMeeting)
class MoveSharingMeeting(MeetingPlan, Change, Request[SharingMeeting]):
    """Change the plan; another time or place needs a week's notice again, and all are told."""

    sharing_meeting_id: UUID = fields.path("The meeting.")


@request("incentives", "call_off_sharing_meeting", SharingMeeting)
class CallOffSharingMeeting(Change, Request[SharingMeeting]):
    """Call a planned meeting off; the commissioners are told."""

    sharing_meeting_id: UUID = fields.path("The meeting.")
    reason: str = _why("Why.", "台风预警，改期另行通知。")


@request("incentives", "speak_at_sharing_meeting", SharingMeeting)
class SpeakAtSharingMeeting(PointBody, Change, Request[SharingMeeting]):
    """Put a point on the agenda; commissioners put their own."""

    sharing_meeting_id: UUID = fields.path("The meeting.")
    appointment_id: UUID | None = fields.plain(
        "The speaker; null: you, or the committee.", default=None
    )


@request("incentives", "withdraw_meeting_point", SharingMeeting)
class WithdrawMeetingPoint(Change, Request[SharingMeeting]):
    """Take a point off the agenda, before the minutes are written."""

    sharing_meeting_id: UUID = fields.path("The meeting.")
    point_id: UUID = fields.path("The point.")


@request("incentives", "record_meeting_attendance", SharingMeeting)
class RecordMeetingAttendance(Change, Request[SharingMeeting]):
    """Write down who came, from the day of the meeting on; send again to correct it."""

    sharing_meeting_id: UUID = fields.path("The meeting.")
    present: list[UUID] = fields.parts("The appointments of those who came.", most=SEATS_MOST)
    guests_present: int = fields.number(
        "How many others came.", least=0, most=GUESTS_MOST, default=0
    )


@request("incentives", "agree_at_sharing_meeting", SharingMeeting)
class AgreeAtSharingMeeting(Change, Request[SharingMeeting]):
    """Write down what was agreed and who does it; the next meeting answers it."""

    sharing_meeting_id: UUID = fields.path("The meeting.")
    text: str = _why("What was agreed.", "每周三晚联合巡查楼道。")
    doer: str = fields.line(
        "The person or post that does it.", longest=DOER_LONGEST, example="消防安全社区专员"
    )


@request("incentives", "answer_meeting_agreement", SharingMeeting)
class AnswerMeetingAgreement(Change, Request[SharingMeeting]):
    """Answer what an earlier meeting agreed on; what goes on is answered next time again."""

    sharing_meeting_id: UUID = fields.path("The meeting.")
    agreement_id: UUID = fields.path("The agreed point.")
    state: AgreementState = fields.choice(
        "What became of it: `done`, `goes_on` or `dropped`.", example="done"
    )
    answer: str = _why("How it went.", "巡查八次，发现并清理三处。")


@request("incentives", "write_meeting_minutes", SharingMeeting)
class WriteMeetingMinutes(Change, Request[SharingMeeting]):
    """Write the minutes, within ten days; send again to correct them."""

    sharing_meeting_id: UUID = fields.path("The meeting.")
    minutes: str = fields.words(
        "What was said; without names, addresses and numbers of residents.",
        longest=MINUTES_LONGEST,
        example="三位专员介绍了做法，商定联合巡查。",
    )


@shape
class MeetingQuarter(Answer):
    """A quarter of a community, and whether it had its meeting."""

    quarter: str = fields.plain("The quarter.", example="2013Q2")
    held: int = fields.plain("How many meetings were held.")
    is_over: bool = fields.plain("Whether the quarter is over.")
    is_missed: bool = fields.plain(
        "Whether it is over without a meeting, though somebody was in office."
    )
    reason: str | None = fields.plain("The committee's reason.", default=None)
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes of the reason, from 0.")


@shape
class MeetingYear(Answer):
    """A year of a community against the street's `sharing_meetings_a_year`."""

    community: str = fields.place("The community.")
    wanted: int = fields.plain("How many meetings the street wants in the year.")
    held: int = fields.plain("How many were held.")
    quarters: list[MeetingQuarter] = fields.plain("Its four quarters.")


@shape
class MeetingYears(Answer):
    """A year of the communities of a street."""

    items: list[MeetingYear] = fields.plain("The communities that you may see, by code.")


@request("incentives", "show_meeting_year", MeetingYears)
class ShowMeetingYear(Request[MeetingYears]):
    """Show how many meetings each community of a street held in a year, and which are missing."""

    street: str = fields.path(fields.area("The street."))
    year: int = fields.path(
        fields.number("The year.", least=FIRST_YEAR, most=LAST_YEAR, example=2013, strict=False)
    )


@request("incentives", "explain_missed_meeting", MeetingQuarter)
class ExplainMissedMeeting(Change, Request[MeetingQuarter]):
    """Say why a quarter that is over had no meeting; send again to correct it."""

    community: str = fields.path(fields.area("The community."))
    quarter: str = fields.path(quarter("The quarter."))
    reason: str = _why("Why.", "换届期间专员空缺，七月补开。")


@shape
class SeatTaken(Shape):
    """A commissioner who was in office on the day of a meeting, and whether they came."""

    number: int = fields.plain("Which seat of the meeting; it stays in corrections.")
    appointment_id: UUID = fields.plain("The appointment.")
    commissioner: str = fields.plain("The person.")
    is_present: bool = fields.plain("Whether they came.")


@event("incentives", subject="sharing_meeting_id")
class SharingMeetingHeld(Event):
    """A sharing meeting was held, or its attendance was corrected."""

    sharing_meeting_id: UUID = fields.plain("The meeting.")
    community: str = fields.area("The community.")
    held_on: dt.date = fields.plain("The day.")
    seats: list[SeatTaken] = fields.plain("The commissioners who were in office.")
    guests_present: int = fields.plain("How many others came.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
