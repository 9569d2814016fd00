"""The closed vocabularies of scorecards, reports, ratings, selections and honours.

`contracts/words/values` has the Chinese and English name of each value.
"""

from __future__ import annotations

from enum import StrEnum


class ReportState(StrEnum):
    """Where a work report stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"


class RatedBy(StrEnum):
    """By which way a rating came in."""

    WEB = "web"
    PAPER = "paper"
    PHONE = "phone"


class BurstDecision(StrEnum):
    """Whether ratings that were set aside count."""

    COUNTED = "counted"
    LEFT_OUT = "left_out"


class FigureName(StrEnum):
    """What a figure of a scorecard counts; each is there only if its facts can be known."""

    RECEPTIONS = "receptions"
    APPEALS_TAKEN = "appeals_taken"
    APPEALS_CLOSED = "appeals_closed"
    APPEALS_SETTLED = "appeals_settled"
    APPEALS_EXPLAINED = "appeals_explained"
    CLOSED_IN_TIME = "closed_in_time"
    DAYS_IN_HAND = "days_in_hand"
    OPENED_AGAIN = "opened_again"
    RATINGS = "ratings"
    RESIDENT_RATINGS = "resident_ratings"
    REFERRALS = "referrals"
    ACTIVITIES = "activities"
    PEOPLE_RECRUITED = "people_recruited"
    MINUTES_LED = "minutes_led"
    PROMISES = "promises"
    PROMISES_KEPT = "promises_kept"
    TRAINING_HOURS = "training_hours"
    MEETINGS = "meetings"
    PROJECTS_SETTLED_ON_TIME = "projects_settled_on_time"


class Criterion(StrEnum):
    """By what commissioners are compared in a year's selection."""

    SETTLED = "settled"
    IN_TIME = "in_time"
    RECEPTIONS = "receptions"
    TRAINING = "training"
    RESIDENTS = "residents"
    BALLOT = "ballot"
    COMMITTEE = "committee"
    PEERS = "peers"


class SelectionState(StrEnum):
    """Where a year's selection (年终评选) stands."""

    DRAFT = "draft"
    OPEN = "open"
    COUNTED = "counted"
    NOMINATED = "nominated"
    IN_NOTICE = "in_notice"
    CHECKED = "checked"
    AWARDED = "awarded"


class HonourState(StrEnum):
    """Whether a certificate of an honour counts."""

    STANDING = "standing"
    REPLACED = "replaced"
    REVOKED = "revoked"


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    EXAMINED = "examined"
    ANSWERED = "answered"
    IN_REVIEW = "in_review"
    REVIEWED = "reviewed"
    CLOSED = "closed"


class ComplaintWay(StrEnum):
    """By which way a complaint came in."""

    WEB = "web"
    PAPER = "paper"
    PHONE = "phone"
    IN_PERSON = "in_person"


class HeardSide(StrEnum):
    """Which side was heard."""

    COMPLAINANT = "complainant"
    COMMISSIONER = "commissioner"


class ComplaintFinding(StrEnum):
    """What the committee found."""

    FOUNDED = "founded"
    UNFOUNDED = "unfounded"


class ComplaintMeasure(StrEnum):
    """What follows from a founded complaint; a dismissal is decided in recruitment."""

    REMINDER = "reminder"
    TALK = "talk"
    CORRECTION = "correction"
    DISMISSAL = "dismissal"


class ComplainantSeenFor(StrEnum):
    """Why somebody needs the contact of a complainant."""

    VERIFY = "verify"
    CONTACT = "contact"
    TELL_RESULT = "tell_result"
    OTHER = "other"  # needs words


class PromiseFact(StrEnum):
    """By which facts a promise is counted."""

    RECEPTIONS = "receptions"
    REFERRALS = "referrals"
    ACTIVITIES = "activities"
    FIRST_ANSWERS = "first_answers"
    TRAINING_HOURS = "training_hours"


class PromiseVerdict(StrEnum):
    """What became of a promise in a period."""

    KEPT = "kept"
    MISSED = "missed"
    NOT_COUNTABLE = "not_countable"


class YearEndMeetingState(StrEnum):
    """Where a year-end meeting (年终会议) stands."""

    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


class MeetingReply(StrEnum):
    """What became of an invitation to a meeting."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"


class DeputyBody(StrEnum):
    """The body of the district for which somebody is nominated."""

    PEOPLES_CONGRESS = "peoples_congress"
    CONSULTATIVE_CONFERENCE = "consultative_conference"


class NominationOutcome(StrEnum):
    """What became of a nomination; others decide it."""

    PENDING = "pending"
    ELECTED = "elected"
    NOT_ELECTED = "not_elected"
    WITHDRAWN = "withdrawn"


class ProjectReviewState(StrEnum):
    """Where the review of a major project (重大项目社会评价) stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"


class ReviewerKind(StrEnum):
    """As whom somebody reviews a project."""

    COMMISSIONER = "commissioner"
    ACTIVIST = "activist"


class ReviewerEnd(StrEnum):
    """Why somebody who was invited does not rate any more."""

    LEFT = "left"
    WITHDRAWN = "withdrawn"
    ABSTAINED = "stood_aside"


class InviteeSeenFor(StrEnum):
    """Why somebody needs name and contact of an invited person."""

    INVITE = "invite"
    REMIND = "remind"
    OTHER = "other"  # needs words


class MeetingState(StrEnum):
    """Where a sharing meeting (经验分享会) stands."""

    PLANNED = "planned"
    HELD = "held"
    MINUTED = "minuted"
    CALLED_OFF = "called_off"


class PointKind(StrEnum):
    """What a point of a meeting's agenda is about."""

    WORKED = "worked"
    NOT_WORKED = "not_worked"
    TOPIC = "topic"


class AgreementState(StrEnum):
    """What became of a point that a meeting agreed on."""

    OPEN = "open"
    GOES_ON = "goes_on"
    DONE = "done"
    DROPPED = "dropped"


class CaseState(StrEnum):
    """Where a case (案例) stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class CaseReach(StrEnum):
    """For which readers the speaker agreed to a case."""

    STREET = "street"
    PUBLIC = "public"


class NewsKind(StrEnum):
    """What a piece of news (宣传) tells of."""

    STORY = "story"
    HONOUR = "honour"
    RESULT = "result"
    REPORT = "report"
    HANDBOOK = "handbook"
