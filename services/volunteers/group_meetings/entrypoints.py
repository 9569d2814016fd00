"""Requests about meetings of groups."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.group_meetings import (
    CorrectGroupMeeting,
    ListGroupMeetings,
    RecordGroupMeeting,
)
from services.volunteers.group_meetings import operations, queries


class GroupMeetingsEntrypoints(Service):
    """Writing meetings down, and reading them."""

    record_group_meeting = writes(RecordGroupMeeting, operations.record)
    correct_group_meeting = writes(CorrectGroupMeeting, operations.correct)
    list_group_meetings = reads(ListGroupMeetings, queries.page)
