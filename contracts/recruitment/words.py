"""The closed vocabularies of recruitment and appointment (招募与聘任).

`contracts/words/values` has the Chinese and English name of each value.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self, cast


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
    """The kinds of recommenders."""

    RESIDENT = "resident"
    GROUP = "group"


class AskedInWay(StrEnum):
    """How residents were asked for their opinion of a person."""

    MEETING = "meeting"
    DOOR_TO_DOOR = "door_to_door"
    SURVEY = "survey"
    PHONE = "phone"
    OTHER = "other"


class Kind(StrEnum):
    """The three kinds of people who become commissioners. R15 to R17."""

    GROUP_LEADER = "group_leader"
    FOUND_FOR_NEED = "found_for_need"
    INTERIM = "interim"


class AppointmentState(StrEnum):
    """The states of an appointment."""

    PROPOSED = "proposed"
    IN_NOTICE = "in_notice"
    PENDING = "pending"
    IN_OFFICE = "in_office"
    ENDED = "ended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Part(StrEnum):
    """The four unified parts (四个统一) required before anybody is in office. R14."""

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
    """The committee's evaluation of a year (年度评价)."""

    EXCELLENT = "excellent"
    COMPETENT = "competent"
    BASICALLY_COMPETENT = "basically_competent"
    NOT_COMPETENT = "not_competent"


class CampaignChannel(StrEnum):
    """Where a campaign is announced."""

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
    """Whether a certificate is valid."""

    PREPARED = "prepared"
    VALID = "valid"
    EXPIRED = "expired"
    ENDED = "ended"
    REPLACED = "replaced"
    REVOKED = "revoked"


class TrainingState(StrEnum):
    """The states of a session."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class AttendanceState(StrEnum):
    """Whether a person was there."""

    ENROLLED = "enrolled"
    ATTENDED = "attended"
    ABSENT = "absent"
    LEFT = "left"


class CourseResult(StrEnum):
    """The result."""

    PASSED = "passed"
    FAILED = "failed"


class ApplicantSeenFor(StrEnum):
    """Why somebody needs to see the full details."""

    VERIFY = "verify"
    INTERVIEW = "interview"
    TELL_RESULT = "tell_result"
    PREPARE_APPOINTMENT = "prepare_appointment"
    ASKED_BY_PERSON = "asked_by_person"
    OTHER = "other"  # needs words


class PersonKind(StrEnum):
    """The person whose name or contact was seen."""

    APPLICANT = "applicant"
    APPOINTEE = "appointee"
    OBJECTOR = "objector"


class ContactSeenFor(StrEnum):
    """Why somebody needs the contact of an appointed person or of an objector."""

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
    """The source of the holidays of a year."""

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


@dataclass(frozen=True)
class Standard:
    """The default of a parameter, its lowest and highest value, and its names.

    `is_from_source`: a requirement gives the value; otherwise it is our proposal.
    """

    default: int
    least: int
    most: int
    zh: str
    en: str
    is_from_source: bool = False


class Parameter(StrEnum):
    """A number that a street may set (制度参数); the capability that enforces it adds it here.

    Every service reads it with `groundwork.parameters`, and has the default where nothing is set.
    """

    standard: Standard

    def __new__(cls, value: str, standard: Standard | None = None) -> Self:
        """The value is the name; the standard goes with it.

        A call with the name alone finds the member, as Enum does by default.
        """
        made = str.__new__(cls, value)
        made._value_ = value
        made.standard = cast("Standard", standard)
        return made

    POST_CAP = (
        "post_cap",
        Standard(
            10,
            1,
            50,
            "每个社区岗位职数上限（个）",
            "Posts of a community at most",
            is_from_source=True,
        ),
    )
    TERM_MONTHS = (
        "term_months",
        Standard(
            12, 1, 60, "专员聘期（月）", "Term of a commissioner, in months", is_from_source=True
        ),
    )
    NOTICE_WORKDAYS = (
        "notice_workdays",
        Standard(5, 1, 30, "公示期（工作日）", "Public notice, in working days"),
    )
    FIRST_REMINDER_DAYS = (
        "first_reminder_days",
        Standard(
            60, 1, 180, "聘期届满首次提醒（提前天数）", "First reminder, in days before a term ends"
        ),
    )
    SECOND_REMINDER_DAYS = (
        "second_reminder_days",
        Standard(
            30,
            1,
            180,
            "聘期届满再次提醒（提前天数）",
            "Second reminder, in days before a term ends",
        ),
    )
    BACK_ENTRY_DAYS = (
        "back_entry_days",
        Standard(
            30,
            1,
            90,
            "补录期限（天）；更早的事项须经街道办批准补录",
            "Days that a step may be dated back; earlier dates need the street's consent to back "
            "entries",
        ),
    )
    SHARING_MEETINGS_A_YEAR = (
        "sharing_meetings_a_year",
        Standard(
            4,
            1,
            12,
            "每年经验分享会（次），各社区全年召开次数据此对照",
            "Sharing meetings in a year, against which those of each community are measured",
            is_from_source=True,
        ),
    )
    HOURS_SHOWN_DAYS = (
        "hours_shown_days",
        Standard(
            7,
            0,
            60,
            "志愿服务时长计入前的公示天数",
            "Days for which attested hours of service are shown before they count",
        ),
    )
    OFFER_HOURS = (
        "offer_hours",
        Standard(
            24,
            1,
            168,
            "活动名额递补的答复时限（小时）；临近开始时缩短",
            "Hours to answer an offer of a place that became free; fewer when the shift is near",
        ),
    )
    RATINGS_FEWEST = (
        "ratings_fewest",
        Standard(
            5,
            3,
            50,
            "居民评议最少份数；少于此数只显示“份数过少”，不公布结果",
            "Ratings by residents at least; below it only “too few” is shown, no result",
        ),
    )
    COMMITTEE_SEATS_PERCENT = (
        "committee_seats_percent",
        Standard(
            20,
            0,
            100,
            "居委会换届选举中专员席位的目标（%）；只作对照，系统不作决定",
            "Target share of commissioners in residents' committees, in percent; results are "
            "measured against it, and nothing is decided by it",
        ),
    )
    DISCLOSURES_A_DAY = (
        "disclosures_a_day",
        Standard(
            30,
            1,
            1000,
            "一个账号每日查看完整联系方式的人数；超过后告知综合党委或街道",
            "Full contacts that one account may see in a day; above it the party committee or "
            "the street is notified",
        ),
    )
    FUND_COMMITTEE_YUAN = (
        "fund_committee_yuan",
        Standard(
            0,
            0,
            100_000,
            "综合党委可以直接批准的项目扶持资金上限（元）；0 表示都由街道办批准",
            "Support that the party committee may approve by itself, in yuan; 0: the street "
            "office approves all",
        ),
    )
    FUND_ADVANCE_PERCENT = (
        "fund_advance_percent",
        Standard(
            50,
            0,
            100,
            "项目扶持资金预付上限（批准金额的 %）",
            "Support paid in advance at most, in percent of what was approved",
        ),
    )


class PostCategory(StrEnum):
    """Fields of work (岗位类别): those that the requirements name, and one for all others. R7, R9."""

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
    """The part of the measures that it belongs to."""

    REGULATION = "regulation"
    WORK_FLOW = "work_flow"


class RegulationName(StrEnum):
    """The documents: ten regulations, then eight work flows."""

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
    """What happened to a line between two versions."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class StageKind(StrEnum):
    """The kinds of stages."""

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
    """Limits on repeated answers."""

    HOUSEHOLD = "household"
    PHONE = "phone"


class AnswerWay(StrEnum):
    """How an answer came in."""

    WEB = "web"
    PAPER = "paper"


class Leaving(StrEnum):
    """Reasons on the person's side; the others come by themselves or by a dismissal.

    There is no other reason to give: only the committee removes a commissioner, after a hearing.
    """

    RESIGNED = "resigned"
    MOVED_AWAY = "moved_away"
    DIED = "died"
