"""Year-end meetings, nominations, committee elections and reviews of projects."""

from __future__ import annotations

from typing import Any

from contracts.incentives.committee_elections import (
    CorrectCommitteeElection,
    ListCommitteeElections,
    RecordCommitteeElection,
    ShowCommitteeElection,
    ShowCommitteeSeats,
)
from contracts.incentives.invitees import (
    DiscloseInvitee,
    EraseInvitee,
    ListAreaInviteeDisclosures,
    ListInviteeDisclosures,
)
from contracts.incentives.nominations import (
    ListNominations,
    RecordNomination,
    RecordNominationOutcome,
    ShowNomination,
)
from contracts.incentives.project_reviews import (
    AbstainFromReview,
    AnswerProjectReview,
    CloseProjectReview,
    DraftProjectReview,
    EditProjectReview,
    EraseReviewerContact,
    InviteReviewers,
    ListProjectReviews,
    ListPublicProjectReviews,
    ListReviewWords,
    OpenProjectReview,
    RenewReviewCode,
    ShowProjectReview,
    ShowPublicProjectReview,
    ShowReviewSheet,
    SubmitReviewSheet,
    SummariseProjectReview,
    WithdrawReviewer,
)
from contracts.incentives.year_end_meetings import (
    CallOffYearEndMeeting,
    EditYearEndMeeting,
    InviteToMeeting,
    ListMeetingInvitations,
    ListYearEndMeetings,
    PlanYearEndMeeting,
    RecordYearEndAttendance,
    ReplyToMeetingInvitation,
    ShowYearEndMeeting,
)
from contracts.registry import Request
from tests.gateway.actors import COMMISSIONER, STAFF, holding
from tests.gateway.cases.case import Case
from vocabulary.actors import Actor, Role

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_COMMUNITY, _STREET = "440305007003", "440305007000"
_API = "/api/v1"
_CODE = "7K3M-9QX2-B4TD-1V8H"
_PLAN = {"subject": "街道年终总结大会", "held_on": "2013-12-20", "venue": "九点，街道礼堂"}
_RESULT = {"seats": 9, "commissioners": 2, "source": "选举结果公告 2013 年第 1 号"}
_TERMS = {
    "project": "荔林路慢行系统改造",
    "content": "拓宽人行道，增设过街设施。",
    "owner": "街道城建科",
    "criteria": ["方便居民出行"],
    "closes_on": "2013-11-30",
    "answer_due_on": "2013-12-20",
}
_WHO = {"appointments": [_ID]}
OFFICER = holding(Role.STREET_OFFICER)


def _one(
    method: str,
    things: str,
    part: str,
    by: Actor | None,
    becomes: type[Request[Any]],
    sent: dict[str, Any] | None = None,
    *,
    of: str,
) -> Case:
    """A call about one thing of a kind, or a part of it."""
    below = f"/{part}" if part else ""
    path, rule = f"{_API}/{things}/{_ID}{below}", f"{_API}/{things}/{{{of}}}{below}"
    return Case(method, path, rule, by, becomes, sent or {})


_MEETING = "year_end_meeting_id"
_SHEET, _SHEET_RULE = (f"{_API}/public/review-sheets/{one}" for one in (_CODE, "{review_code}"))

CASES = [
    Case(
        "POST",
        f"{_API}/streets/{_STREET}/year-end-meetings",
        f"{_API}/streets/{{street}}/year-end-meetings",
        OFFICER,
        PlanYearEndMeeting,
        _PLAN,
    ),
    Case(
        "GET",
        f"{_API}/year-end-meetings?state=planned",
        f"{_API}/year-end-meetings",
        OFFICER,
        ListYearEndMeetings,
        {},
    ),
    _one("GET", "year-end-meetings", "", OFFICER, ShowYearEndMeeting, of=_MEETING),
    _one("PUT", "year-end-meetings", "", OFFICER, EditYearEndMeeting, _PLAN, of=_MEETING),
    _one(
        "POST",
        "year-end-meetings",
        "cancellation",
        OFFICER,
        CallOffYearEndMeeting,
        {"reason": "台风预警，改期另行通知。"},
        of=_MEETING,
    ),
    _one("POST", "year-end-meetings", "invitations", OFFICER, InviteToMeeting, _WHO, of=_MEETING),
    _one(
        "PUT",
        "year-end-meetings",
        "attendance",
        OFFICER,
        RecordYearEndAttendance,
        {"present": [_ID]},
        of=_MEETING,
    ),
    Case(
        "GET",
        f"{_API}/meeting-invitations",
        f"{_API}/meeting-invitations",
        COMMISSIONER,
        ListMeetingInvitations,
        {},
    ),
    _one(
        "PUT",
        "meeting-invitations",
        "reply",
        COMMISSIONER,
        ReplyToMeetingInvitation,
        {"will_attend": True},
        of="meeting_invitation_id",
    ),
    _one(
        "POST",
        "invitees",
        "disclosures",
        OFFICER,
        DiscloseInvitee,
        {"reason": "remind"},
        of="invitee_id",
    ),
    _one(
        "GET",
        "invitees",
        "disclosures",
        holding(Role.ADMINISTRATOR),
        ListInviteeDisclosures,
        of="invitee_id",
    ),
    Case(
        "GET",
        "/api/v1/invitees/disclosures",
        "/api/v1/invitees/disclosures",
        holding(Role.ADMINISTRATOR),
        ListAreaInviteeDisclosures,
        {},
    ),
    _one("POST", "invitees", "erasure", OFFICER, EraseInvitee, of="invitee_id"),
    _one(
        "POST",
        "commissioners",
        "nominations",
        OFFICER,
        RecordNomination,
        {
            "nominated_for": "peoples_congress",
            "nominated_on": "2013-05-04",
            "nominated_by": "荔林社区选民小组",
            "source": "区选举办公告 2013 年第 4 号",
        },
        of="appointment_id",
    ),
    Case("GET", f"{_API}/nominations", f"{_API}/nominations", STAFF, ListNominations, {}),
    _one("GET", "nominations", "", STAFF, ShowNomination, of="nomination_id"),
    _one(
        "PUT",
        "nominations",
        "outcome",
        OFFICER,
        RecordNominationOutcome,
        {"outcome": "elected", "outcome_on": "2013-06-01", "outcome_source": "区人大公告"},
        of="nomination_id",
    ),
    Case(
        "POST",
        f"{_API}/communities/{_COMMUNITY}/committee-elections",
        f"{_API}/communities/{{community}}/committee-elections",
        OFFICER,
        RecordCommitteeElection,
        _RESULT | {"held_on": "2013-03-10"},
    ),
    Case(
        "GET",
        f"{_API}/committee-elections",
        f"{_API}/committee-elections",
        STAFF,
        ListCommitteeElections,
        {},
    ),
    _one("GET", "committee-elections", "", STAFF, ShowCommitteeElection, of="election_id"),
    _one(
        "PUT",
        "committee-elections",
        "result",
        OFFICER,
        CorrectCommitteeElection,
        _RESULT,
        of="election_id",
    ),
    Case(
        "GET",
        f"{_API}/streets/{_STREET}/committee-seats",
        f"{_API}/streets/{{street}}/committee-seats",
        STAFF,
        ShowCommitteeSeats,
        {},
    ),
    Case(
        "POST",
        f"{_API}/project-reviews",
        f"{_API}/project-reviews",
        OFFICER,
        DraftProjectReview,
        _TERMS | {"area": _STREET},
    ),
    Case(
        "GET",
        f"{_API}/project-reviews?state=open",
        f"{_API}/project-reviews",
        OFFICER,
        ListProjectReviews,
        {},
    ),
    _one("GET", "project-reviews", "", OFFICER, ShowProjectReview, of="review_id"),
    _one("PUT", "project-reviews", "", OFFICER, EditProjectReview, _TERMS, of="review_id"),
    _one("POST", "project-reviews", "reviewers", OFFICER, InviteReviewers, _WHO, of="review_id"),
    Case(
        "POST",
        f"{_API}/project-reviews/{_ID}/reviewers/{_ID}/code",
        f"{_API}/project-reviews/{{review_id}}/reviewers/{{reviewer_id}}/code",
        OFFICER,
        RenewReviewCode,
        {},
    ),
    Case(
        "POST",
        f"{_API}/project-reviews/{_ID}/reviewers/{_ID}/withdrawal",
        f"{_API}/project-reviews/{{review_id}}/reviewers/{{reviewer_id}}/withdrawal",
        OFFICER,
        WithdrawReviewer,
        {},
    ),
    _one("POST", "project-reviews", "opening", OFFICER, OpenProjectReview, of="review_id"),
    _one("POST", "project-reviews", "closing", OFFICER, CloseProjectReview, of="review_id"),
    _one("GET", "project-reviews", "words", OFFICER, ListReviewWords, of="review_id"),
    _one(
        "PUT",
        "project-reviews",
        "summary",
        OFFICER,
        SummariseProjectReview,
        {"summary": "一人认为工期偏长。"},
        of="review_id",
    ),
    _one(
        "POST",
        "project-reviews",
        "answer",
        OFFICER,
        AnswerProjectReview,
        {"answer": "工期压缩为六个月。"},
        of="review_id",
    ),
    Case(
        "GET",
        f"{_API}/public/streets/{_STREET}/project-reviews",
        f"{_API}/public/streets/{{street}}/project-reviews",
        None,
        ListPublicProjectReviews,
        {},
    ),
    _one("GET", "public/project-reviews", "", None, ShowPublicProjectReview, of="review_id"),
    Case("GET", _SHEET, _SHEET_RULE, None, ShowReviewSheet, {}),
    Case(
        "POST",
        f"{_SHEET}/ratings",
        f"{_SHEET_RULE}/ratings",
        None,
        SubmitReviewSheet,
        {"scores": [4]},
    ),
    Case(
        "POST",
        f"{_SHEET}/abstention",
        f"{_SHEET_RULE}/abstention",
        None,
        AbstainFromReview,
        {},
        f"{_CODE}:",
    ),
    Case(
        "POST",
        f"{_SHEET}/contact-erasure",
        f"{_SHEET_RULE}/contact-erasure",
        None,
        EraseReviewerContact,
        {},
        f"{_CODE}:",
    ),
]
