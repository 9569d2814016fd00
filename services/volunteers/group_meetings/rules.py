"""Which meetings a group has."""

from __future__ import annotations

from uuid import UUID

from vocabulary.problems import NotFound


def no_such_meeting(meeting_id: UUID) -> NotFound:
    """The refusal of a meeting that the group did not hold."""
    return NotFound(
        f"该队伍没有会议 {meeting_id}，请核对。",
        f"The group has no meeting {meeting_id}; check the id.",
    )
