"""The kinds of facts, and what events tell of an appointment."""

from __future__ import annotations

from enum import StrEnum


class FactKind(StrEnum):
    """What a fact is about."""

    RECEPTION = "reception"
    APPEAL_TAKEN = "appeal_taken"
    APPEAL_CLOSED = "appeal_closed"
    APPEAL_REOPENED = "appeal_reopened"
    APPEAL_RATED = "appeal_rated"
    REFERRAL = "referral"
    FIRST_ANSWER = "first_answer"
    ACTIVITY = "activity"
    RECRUITED = "recruited"
    HOURS = "hours"
    COURSE_COMPLETED = "course_completed"
    COURSE_RESULT = "course_result"
    MEETING = "meeting"
    PROJECT_SETTLED = "project_settled"


class Told(StrEnum):
    """What an event told of an appointment."""

    BEGAN = "began"
    ENDED = "ended"
    NAMED = "named"
    EVALUATED = "evaluated"
    ERASED = "erased"
