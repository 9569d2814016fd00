"""The closed vocabularies of an appeal (诉求): states, outcomes, methods, groups, channels.

What each value is called in Chinese and English stands in `contracts/words/values`.
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
    """Whom an appeal comes from (R57): asked for statistics, never for eligibility."""

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
    """The same for what an account writes down: all of them but the web, where nobody does."""

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
    """Why somebody needs the whole."""

    CALL_BACK = "call_back"
    HOME_VISIT = "home_visit"
    VERIFY = "verify"
    HAND_OVER = "hand_over"
    ASKED_BY_PERSON = "asked_by_person"
    OTHER = "other"  # needs words


class SeenFor(StrEnum):
    """The same, and what no person asks for: the system sent a message to the contact."""

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
    """On whose account an appeal was erased."""

    PERSON = "person"
    STAFF = "staff"
    RETENTION = "retention"
