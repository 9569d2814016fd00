"""The closed vocabularies of recruitment and appointment (招募与聘任).

What each value is called in Chinese and English stands in `contracts/words/values`.
"""

from __future__ import annotations

from enum import StrEnum


class ApplicationState(StrEnum):
    """Where an application stands."""

    RECOMMENDED = "recommended"
    RECEIVED = "received"
    SELECTED = "selected"
    UNSUCCESSFUL = "unsuccessful"
    WITHDRAWN = "withdrawn"
    APPOINTED = "appointed"


class ApplicationSource(StrEnum):
    """How an application came."""

    WEB = "web"
    PAPER = "paper"
    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    RECOMMENDED = "recommended"


class ReceivedHow(StrEnum):
    """How something reached the clerk who writes it down."""

    PAPER = "paper"
    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"


class Recommender(StrEnum):
    """Who recommends."""

    RESIDENT = "resident"
    GROUP = "group"


class AskedInWay(StrEnum):
    """How residents were asked what they think of somebody."""

    MEETING = "meeting"
    DOOR_TO_DOOR = "door_to_door"
    SURVEY = "survey"
    PHONE = "phone"
    OTHER = "other"


class Kind(StrEnum):
    """Which of the three kinds of people a commissioner is. R15 to R17."""

    GROUP_LEADER = "group_leader"
    FOUND_FOR_NEED = "found_for_need"
    INTERIM = "interim"


class AppointmentState(StrEnum):
    """How far an appointment is."""

    PROPOSED = "proposed"
    IN_NOTICE = "in_notice"
    PENDING = "pending"
    IN_OFFICE = "in_office"
    ENDED = "ended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Part(StrEnum):
    """The four unified parts (四个统一), without which nobody is in office. R14."""

    CEREMONY = "ceremony"
    CERTIFICATE = "certificate"
    HANDBOOK = "handbook"
    CHANNEL = "channel"


class EndReason(StrEnum):
    """Why an appointment ended."""

    TERM_OVER = "term_over"
    RESIGNED = "resigned"
    DISMISSED = "dismissed"
    MOVED_AWAY = "moved_away"
    DIED = "died"
    SUPERSEDED = "superseded"


class Grade(StrEnum):
    """What the committee says of a year (年度评价)."""

    EXCELLENT = "excellent"
    COMPETENT = "competent"
    BASICALLY_COMPETENT = "basically_competent"
    NOT_COMPETENT = "not_competent"


class CampaignChannel(StrEnum):
    """Where people hear of it."""

    NOTICE_BOARD = "notice_board"
    WEB = "web"
    WECHAT_GROUP = "wechat_group"
    HOUSE_VISIT = "house_visit"
    LEAFLET = "leaflet"
    MEETING = "meeting"
    BROADCAST = "broadcast"


class CampaignState(StrEnum):
    """Where a campaign stands."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    CONCLUDED = "concluded"


class CertificateState(StrEnum):
    """Whether a certificate counts."""

    PREPARED = "prepared"
    VALID = "valid"
    EXPIRED = "expired"
    ENDED = "ended"
    REPLACED = "replaced"
    REVOKED = "revoked"


class TrainingState(StrEnum):
    """What becomes of a session."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class AttendanceState(StrEnum):
    """Whether somebody was there."""

    ENROLLED = "enrolled"
    ATTENDED = "attended"
    ABSENT = "absent"
    LEFT = "left"


class CourseResult(StrEnum):
    """What came of it."""

    PASSED = "passed"
    FAILED = "failed"


class ApplicantSeenFor(StrEnum):
    """Why somebody needs the whole."""

    VERIFY = "verify"
    INTERVIEW = "interview"
    TELL_RESULT = "tell_result"
    PREPARE_APPOINTMENT = "prepare_appointment"
    ASKED_BY_PERSON = "asked_by_person"
    OTHER = "other"  # needs words


class PersonKind(StrEnum):
    """Whose name or contact was seen."""

    APPLICANT = "applicant"
    APPOINTEE = "appointee"
    OBJECTOR = "objector"


class ContactSeenFor(StrEnum):
    """Why somebody needs the contact of who is appointed, or of who objects."""

    VERIFY = "verify"
    CONTACT = "contact"
    TELL_RESULT = "tell_result"
    PREPARE_OFFICE = "prepare_office"
    ASKED_BY_PERSON = "asked_by_person"
    OTHER = "other"  # needs words


class PromisePeriod(StrEnum):
    """How often a promise is to be kept."""

    EACH_TIME = "each_time"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Side(StrEnum):
    """Which side confirms."""

    GIVEN = "given"
    RECEIVED = "received"


class DataOf(StrEnum):
    """From where the holidays of a year are known."""

    PUBLISHED = "published"
    DECLARED = "declared"
    ENTERED = "entered"
    NOTHING = "nothing"


class AskedHow(StrEnum):
    """How a person asked for the erasure."""

    ONESELF = "oneself"
    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    IN_WRITING = "in_writing"


class Parameter(StrEnum):
    """Which number."""

    POST_CAP = "post_cap"
    TERM_MONTHS = "term_months"
    NOTICE_WORKDAYS = "notice_workdays"
    FIRST_REMINDER_DAYS = "first_reminder_days"
    SECOND_REMINDER_DAYS = "second_reminder_days"
    BACK_ENTRY_DAYS = "back_entry_days"
    SHARING_MEETINGS_A_YEAR = "sharing_meetings_a_year"
    DISCLOSURES_A_DAY = "disclosures_a_day"


#: So many contacts one account sees in a day before somebody is told, where a street set nothing.
DISCLOSURES_A_DAY = 30


class PostCategory(StrEnum):
    """Fields of work (岗位类别): those that the source names, and all others. R7, R9."""

    PET_MANAGEMENT = "pet_management"
    PET_KEEPING = "pet_keeping"
    TOWING_TRADE = "towing_trade"
    SHOP_SELF_DISCIPLINE = "shop_self_discipline"
    FIRE_SAFETY = "fire_safety"
    ENVIRONMENT = "environment"
    CLOTHING_TRADE = "clothing_trade"
    YOUNG_WORKERS = "young_workers"
    PARTY_BUILDING = "party_building"
    CULTURE_AND_SPORTS = "culture_and_sports"
    TRADE_ASSOCIATIONS = "trade_associations"
    CIVILITY = "civility"
    OTHER = "other"


class PostState(StrEnum):
    """Where a post stands."""

    DRAFT = "draft"
    OPEN = "open"
    ADVERTISED = "advertised"
    INTERIM_FILLED = "interim_filled"
    FILLED = "filled"
    CLOSED = "closed"


class RegulationKind(StrEnum):
    """Of which part of the measures it is."""

    REGULATION = "regulation"
    WORK_FLOW = "work_flow"


class RegulationName(StrEnum):
    """Which document: ten regulations, then eight work flows."""

    SELECTION = "selection"
    TRAINING = "training"
    INCENTIVES = "incentives"
    PROJECT_SUPPORT = "project_support"
    DUTIES = "duties"
    APPRAISAL = "appraisal"
    RESERVE = "reserve"
    SHARING_MEETINGS = "sharing_meetings"
    SUPERVISION = "supervision"
    PERSONAL_DATA = "personal_data"
    GATHERING_OPINIONS = "gathering_opinions"
    SETTLING_APPEALS = "settling_appeals"
    SOLVING_PROBLEMS = "solving_problems"
    NEEDS_SURVEY = "needs_survey"
    RECRUITING = "recruiting"
    APPOINTING = "appointing"
    ENDING = "ending"
    OBJECTIONS = "objections"


class LineChange(StrEnum):
    """What became of a line between two versions."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class StageKind(StrEnum):
    """What is done in a stage."""

    CHECK = "check"
    INTERVIEW = "interview"
    OPINION = "opinion"
    RANKING = "ranking"  # put to the party committee


class Outcome(StrEnum):
    """How an application ends."""

    SELECTED = "selected"
    NOT_SELECTED = "not_selected"


class SurveyState(StrEnum):
    """Where a survey stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


class QuestionType(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    RATING = "rating"  # 1 to 5
    NUMBER = "number"
    TEXT = "text"


class AnswerPer(StrEnum):
    """Of whom one answer counts."""

    HOUSEHOLD = "household"
    PHONE = "phone"


class AnswerWay(StrEnum):
    """How an answer came in."""

    WEB = "web"
    PAPER = "paper"


class Leaving(StrEnum):
    """The reasons that lie with the person; others come by themselves, or by a dismissal.

    There is no other reason to state: a removal is the committee's, after a hearing.
    """

    RESIGNED = "resigned"
    MOVED_AWAY = "moved_away"
    DIED = "died"
