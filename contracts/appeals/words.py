"""The closed vocabularies of an appeal (诉求): states, outcomes, methods, groups, channels.

`contracts/words/values` has the Chinese and English name of each value.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where an appeal stands."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How an appeal was closed; only SETTLED counts in the settled rate (R56)."""

    SETTLED = "settled"
    EXPLAINED = "explained"  # R37
    ESCALATED = "escalated"  # R38
    TRANSFERRED = "transferred"
    DECLINED = "declined"  # R30
    WITHDRAWN = "withdrawn"


class Method(StrEnum):
    """The seven methods (七大方法), R32 to R38; an attribute of an action, not of an appeal."""

    PROVIDE_INFORMATION = "provide_information"
    SETTLE_ON_THE_SPOT = "settle_on_the_spot"
    SUGGEST_SOLUTION = "suggest_solution"
    REPORT_AND_FOLLOW_UP = "report_and_follow_up"
    JOINT_OFFICE_ON_SITE = "joint_office_on_site"
    EXPLAIN_AND_PERSUADE = "explain_and_persuade"
    PROPOSE_UPWARDS = "propose_upwards"


class ApplicantGroup(StrEnum):
    """Groups of applicants (R57): asked for statistics, never for eligibility."""

    RESIDENT = "resident"
    MIGRANT_WORKER = "migrant_worker"
    MERCHANT = "merchant"
    TENANT = "tenant"
    ELDERLY = "elderly"
    YOUTH = "youth"
    DISABLED = "disabled"
    OTHER = "other"


class AppealChannel(StrEnum):
    """The ways by which an appeal comes in (渠道)."""

    WEB = "web"  # needs no account
    PHONE = "phone"
    DESK = "desk"
    STATION_DUTY = "station_duty"
    HOME_VISIT = "home_visit"
    OBSERVATION = "observation"  # no applicant
    PLATFORM = "platform"  # as the hotline 12345


class RecordedChannel(StrEnum):
    """Channels of appeals that an account writes down: all but the web."""

    PHONE = "phone"
    DESK = "desk"
    STATION_DUTY = "station_duty"
    HOME_VISIT = "home_visit"
    OBSERVATION = "observation"
    PLATFORM = "platform"


class Channel(StrEnum):
    """The three ways in which commissioners meet residents (R26 to R28)."""

    STATION_DUTY = "station_duty"
    HOME_VISIT = "home_visit"
    PHONE_OR_WEB = "phone_or_web"


class DisclosureReason(StrEnum):
    """Why somebody needs to see the full details."""

    CALL_BACK = "call_back"
    HOME_VISIT = "home_visit"
    VERIFY = "verify"
    HAND_OVER = "hand_over"
    ASKED_BY_PERSON = "asked_by_person"
    OTHER = "other"  # needs words


class SeenFor(StrEnum):
    """These reasons, and one that only the system has: it sent a message to the contact."""

    CALL_BACK = "call_back"
    HOME_VISIT = "home_visit"
    VERIFY = "verify"
    HAND_OVER = "hand_over"
    ASKED_BY_PERSON = "asked_by_person"
    OTHER = "other"
    NOTICE = "notice"


class AskedHow(StrEnum):
    """How a person asked staff for the erasure."""

    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    IN_WRITING = "in_writing"


class ErasedBy(StrEnum):
    """On whose behalf an appeal was erased."""

    PERSON = "person"
    STAFF = "staff"
    RETENTION = "retention"
