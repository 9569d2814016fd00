"""Meetings of groups (会议): the day, the subject, how many came, and the result."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.groups import MEMBERS_MOST, OneGroup

SUBJECT_LONGEST = 100
RESULT_LONGEST = 2000


@shape
class GroupMeetingBody(Shape):
    """What is written down about a meeting."""

    held_on: dt.date = fields.plain("The day.", example="2013-06-01")
    subject: str = fields.line(
        "What it was about.", longest=SUBJECT_LONGEST, example="讨论宠物管理规定"
    )
    people: int = fields.number("How many came.", least=1, most=MEMBERS_MOST, example=18)
    result: str | None = fields.words(
        "What came of it.", longest=RESULT_LONGEST, example="通过规定，六月起施行。", default=None
    )


@shape
class GroupMeetingView(Answer):
    """One meeting of a group."""

    id: UUID = fields.plain("The meeting.")
    group_id: UUID = fields.plain("The group.")
    community: str = fields.place("Where the group is at home.")
    held_on: dt.date = fields.plain("The day.")
    subject: str = fields.plain("What it was about.")
    people: int = fields.plain("How many came.")
    result: str | None = fields.plain("What came of it.", default=None)
    possible: list[str] = fields.possible()


@shape
class GroupMeetingPage(Page):
    """A page of the meetings of a group."""

    items: list[GroupMeetingView] = fields.plain("The meetings.")


@request("volunteers", "record_group_meeting", GroupMeetingView)
class RecordGroupMeeting(GroupMeetingBody, OneGroup, Request[GroupMeetingView]):
    """Write down a meeting of a group."""


@request("volunteers", "correct_group_meeting", GroupMeetingView)
class CorrectGroupMeeting(GroupMeetingBody, OneGroup, Request[GroupMeetingView]):
    """Correct what is written down about a meeting."""

    meeting_id: UUID = fields.path("The meeting.")


@request("volunteers", "list_group_meetings", GroupMeetingPage)
class ListGroupMeetings(Listing, Request[GroupMeetingPage]):
    """List the meetings of a group."""

    group_id: UUID = fields.path("The group.")
    sort: str | None = fields.sorting("held_on", default=None)
