"""The closed vocabularies of volunteers, teams, activities and hours (志愿服务).

`contracts/words/values` has the Chinese and English name of each value.
"""

from __future__ import annotations

from enum import StrEnum


class AgeGroup(StrEnum):
    """How old a volunteer is; no birthday is asked for."""

    ADULT = "adult"
    AGED_14_TO_17 = "aged_14_to_17"
    UNDER_14 = "under_14"


class FreeTime(StrEnum):
    """When a volunteer usually has time."""

    WEEKDAY_DAYTIME = "weekday_daytime"
    WEEKDAY_EVENING = "weekday_evening"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    PUBLIC_HOLIDAY = "public_holiday"


class RegistrationState(StrEnum):
    """Where a volunteer stands in one community."""

    APPLIED = "applied"
    ACTIVE = "active"
    LEFT = "left"


class RegisteredHow(StrEnum):
    """How a registration came."""

    WEB = "web"
    PAPER = "paper"
    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    TABLE = "table"


class WrittenDownHow(StrEnum):
    """How something reached the clerk who writes it down."""

    PAPER = "paper"
    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"


class VolunteerDisclosureReason(StrEnum):
    """Why somebody needs a volunteer's contact, or hands out a code."""

    MEETING = "meeting"
    ARRANGE_SERVICE = "arrange_service"
    VERIFY = "verify"
    HAND_OUT_CODE = "hand_out_code"
    ASKED_BY_PERSON = "asked_by_person"
    OTHER = "other"  # needs words


class VolunteerSeenFor(StrEnum):
    """These reasons, and two uses: a message of the system, and a table for the national system."""

    MEETING = "meeting"
    ARRANGE_SERVICE = "arrange_service"
    VERIFY = "verify"
    HAND_OUT_CODE = "hand_out_code"
    ASKED_BY_PERSON = "asked_by_person"
    OTHER = "other"
    NOTICE = "notice"
    NATIONAL_RECORD = "national_record"


class CatalogueKind(StrEnum):
    """The two parts of a street's catalogue."""

    SKILL = "skill"
    INTEREST = "interest"


class MeritKind(StrEnum):
    """What was said of a volunteer's service (表彰奖励、评价)."""

    HONOUR = "honour"
    EVALUATION = "evaluation"


class ReminderKind(StrEnum):
    """What the workstation is reminded of."""

    UNANSWERED = "unanswered"
    COMES_OF_AGE = "comes_of_age"
    INSURANCE_ENDS = "insurance_ends"
    SKILL_ENDS = "skill_ends"


class MembershipKind(StrEnum):
    """As what a person belongs to a team (义工、社工、工作人员)."""

    VOLUNTEER = "volunteer"
    SOCIAL_WORKER = "social_worker"
    STAFF = "staff"


class WorkerKind(StrEnum):
    """As what a person in the register works for the community."""

    SOCIAL_WORKER = "social_worker"
    STAFF = "staff"


class Specialty(StrEnum):
    """The fields of social work (社工专长)."""

    ELDERLY = "elderly"
    YOUTH = "youth"
    FAMILY = "family"
    DISABILITY = "disability"
    MENTAL_HEALTH = "mental_health"
    HEALTH_CARE = "health_care"
    HARDSHIP = "hardship"
    CORRECTION = "correction"
    DRUG_REHABILITATION = "drug_rehabilitation"
    MEDIATION = "mediation"
    COMMUNITY_BUILDING = "community_building"


class StaffDuty(StrEnum):
    """The duties of staff attached to teams."""

    COORDINATION = "coordination"
    COSTS = "costs"
    RECORDS = "records"
    PUBLICITY = "publicity"


class MembershipState(StrEnum):
    """Where a membership stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    ENDED = "ended"


class SuccessorReason(StrEnum):
    """What a person did for a year who could follow a commissioner."""

    LED = "led"
    SERVED = "served"


class InvitationState(StrEnum):
    """Whether a link into a team can be used."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    OVER = "over"


class MatchReason(StrEnum):
    """What speaks for asking a person into a team, or for asking others first."""

    CATEGORY = "category"
    SKILL = "skill"
    FREE_TIME = "free_time"
    IDLE = "idle"
    BUSY = "busy"
    SERVED = "served"


class Organiser(StrEnum):
    """The kinds of organisers of activities."""

    TEAM = "team"
    PARTY_COMMITTEE = "party_committee"
    WORKSTATION = "workstation"
    RESIDENTS_COMMITTEE = "residents_committee"
    SERVICE_CENTRE = "service_centre"


class Rhythm(StrEnum):
    """How often a recurring activity is held."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class OtherDay(StrEnum):
    """What becomes of a recurring activity on a day that is free for once, or worked."""

    KEPT = "kept"
    LEFT_OUT = "left_out"
    MOVED = "moved"


class ActivityState(StrEnum):
    """Where an activity stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"
    HELD = "held"
    REPORTED = "reported"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SignUpState(StrEnum):
    """Where a sign-up stands."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class FindingState(StrEnum):
    """Where a finding of a field action stands."""

    OPEN = "open"
    SETTLED = "settled"
    PASSED_ON = "passed_on"


class Presence(StrEnum):
    """How a person who signed up was there."""

    PRESENT = "present"
    LATE = "late"
    EARLY = "early"
    ABSENT = "absent"
    EXCUSED = "excused"


class HoursState(StrEnum):
    """Where hours of service stand."""

    RECORDED = "recorded"
    ATTESTED = "attested"
    COUNTED = "counted"
    REFUSED = "refused"


class Unusual(StrEnum):
    """What is asked about before hours are attested."""

    LONG_DAY = "long_day"
    SAME_MINUTES = "same_minutes"
    MANY_A_DAY = "many_a_day"


class HoursBy(StrEnum):
    """By what hours are added up."""

    PERSON = "person"
    TEAM = "team"
    CATEGORY = "category"
    COMMUNITY = "community"
    MONTH = "month"


class HourCertificateState(StrEnum):
    """Whether a certificate of hours still tells what is counted."""

    STANDING = "standing"
    REPLACED = "replaced"


class GroupKind(StrEnum):
    """The kinds of groups and associations. R60, R62."""

    INTEREST_GROUP = "interest_group"
    SHOP_ASSOCIATION = "shop_association"
    PET_ASSOCIATION = "pet_association"
    OTHER_ASSOCIATION = "other_association"


class GroupState(StrEnum):
    """Where a group stands."""

    ACTIVE = "active"
    DISSOLVED = "dissolved"


class GroupRole(StrEnum):
    """What a person is to a group."""

    FOUNDER = "founder"
    LEADER = "leader"
    MEMBER = "member"


class GroupDocumentKind(StrEnum):
    """The kinds of documents of a group."""

    RULES = "rules"
    HANDBOOK = "handbook"
    OPINION = "opinion"
    OTHER_TEXT = "other_text"


class ContestLevel(StrEnum):
    """At which level a contest was held, lowest first."""

    COMMUNITY = "community"
    STREET = "street"
    DISTRICT = "district"
    CITY = "city"


class ContestAward(StrEnum):
    """What a group won in a contest."""

    FIRST_PRIZE = "first_prize"
    SECOND_PRIZE = "second_prize"
    THIRD_PRIZE = "third_prize"
    MERIT_PRIZE = "merit_prize"
    TOOK_PART = "took_part"


class NationalTable(StrEnum):
    """Which table goes to the national system of volunteers (全国志愿服务信息系统)."""

    VOLUNTEERS = "volunteers"
    HOURS = "hours"


class NationalField(StrEnum):
    """What a column of such a table can hold."""

    REGISTRATION_NUMBER = "registration_number"
    NAME = "name"
    PHONE = "phone"
    NATIONAL_NUMBER = "national_number"
    AGE_GROUP = "age_group"
    REGISTERED_ON = "registered_on"
    INSURED_UNTIL = "insured_until"
    COMMUNITY = "community"
    ACTIVITY_NUMBER = "activity_number"
    ACTIVITY = "activity"
    CATEGORY = "category"
    SERVED_ON = "served_on"
    BEGAN_AT = "began_at"
    ENDED_AT = "ended_at"
    MINUTES = "minutes"
    HOURS = "hours"


class NationalTrouble(StrEnum):
    """Why a row of such a table would be refused."""

    CONSENT_MISSING = "consent_missing"
    VALUE_MISSING = "value_missing"
    TOO_LONG = "too_long"
    CODE_MISSING = "code_missing"


class FundSource(StrEnum):
    """Where the money of a support fund (项目扶持资金) comes from. R20."""

    STREET_BUDGET = "street_budget"
    PARTY_SERVICE_FUND = "party_service_fund"
    DONATION = "donation"


class FundAccount(StrEnum):
    """The accounts of the ledger of a support fund."""

    FUNDING = "funding"
    BUDGET = "budget"
    RESERVED = "reserved"
    ADVANCED = "advanced"
    SPENT = "spent"
    RETURNED = "returned"


class FundBookingKind(StrEnum):
    """Why money moved in the ledger."""

    BUDGET_SET = "budget_set"
    APPROVAL = "approval"
    RELEASE = "release"
    ADVANCE = "advance"
    EXPENSE = "expense"
    REST_RETURNED = "rest_returned"
    REST_FREED = "rest_freed"
    REVERSAL = "reversal"


class FundState(StrEnum):
    """Where an application to the support fund stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    DELIBERATED = "deliberated"
    APPROVED = "approved"
    RUNNING = "running"
    SETTLED = "settled"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class ActivityFunding(StrEnum):
    """What the support fund says to an activity's costs (活动经费)."""

    ASKED = "asked"
    GRANTED = "granted"
    ACCOUNTED = "accounted"


class FundReceiptState(StrEnum):
    """Whether the workstation accepted a receipt."""

    HANDED_IN = "handed_in"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REMOVED = "removed"
