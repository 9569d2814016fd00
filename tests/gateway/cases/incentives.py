"""Scorecards, work reports and ratings."""

from __future__ import annotations

from contracts.incentives.appraisal import ShowAppraisal
from contracts.incentives.complaints import (
    AbstainFromComplaint,
    AnswerComplaint,
    AskForReview,
    DiscloseComplainant,
    EraseComplaintContact,
    ExamineComplaint,
    ExtendComplaint,
    FollowComplaint,
    HearSide,
    ListCommunityComplainantDisclosures,
    ListComplaints,
    RecordComplaint,
    ReviewComplaint,
    ShowComplaint,
    SubmitComplaint,
)
from contracts.incentives.own_data import ExportOwnIncentives
from contracts.incentives.places import TryWeights
from contracts.incentives.promises import (
    ListPromises,
    ShowLastPromises,
    TiePromise,
    WritePromiseSeen,
)
from contracts.incentives.ratings import (
    DecideRatingBurst,
    ListRatingBursts,
    ListRatingWords,
    RateWorkReport,
    RecordRating,
    ShowRatingResults,
)
from contracts.incentives.reports import (
    ApproveWorkReport,
    CorrectWorkReport,
    EditWorkReport,
    ListPublicWorkReports,
    ListWorkReports,
    PrintWorkReport,
    PublishWorkReport,
    ShowPublicWorkReport,
    ShowWorkReport,
)
from contracts.incentives.scorecards import (
    ListFacts,
    ListScorecards,
    ShowScorecard,
    WriteOwnWords,
)
from contracts.recruitment.office import ListPublicNames
from tests.gateway.actors import COMMISSIONER, STAFF, holding
from tests.gateway.cases.case import Case
from vocabulary.actors import Role

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_CARDS_RULE = "/api/v1/communities/{community}/scorecards"
_PLACES_RULE = "/api/v1/communities/{community}/places"
_CARD_RULE = "/api/v1/scorecards/{appointment_id}"
_CARD = _CARD_RULE.format(appointment_id=_ID)
_REPORTS = "/api/v1/work-reports"
_REPORT_RULE = f"{_REPORTS}/{{report_id}}"
_REPORT = _REPORT_RULE.format(report_id=_ID)
_PUBLIC_RULE = "/api/v1/public/work-reports/{community}"
_PUBLIC = _PUBLIC_RULE.format(community="440305007003")
_ONE_RULE, _ONE = f"{_PUBLIC_RULE}/{{quarter}}", f"{_PUBLIC}/2013Q2"
_SHEET = {
    "phone": "13800138000",
    "scores": [{"appointment_id": _ID, "score": 5}],
}

_ABOUT_RULE = "commissioners/{appointment_id}/complaints"
_ABOUT = _ABOUT_RULE.format(appointment_id=_ID)
_COMPLAINTS = "/api/v1/complaints"
_COMPLAINT_RULE = f"{_COMPLAINTS}/{{complaint_id}}"
_COMPLAINT = _COMPLAINT_RULE.format(complaint_id=_ID)
_FOLLOWED_RULE = "/api/v1/public/complaints/{code}"
_FOLLOWED_CODE = "JZM4-PW5F-Z3P9-89RY"
_FOLLOWED = _FOLLOWED_RULE.format(code=_FOLLOWED_CODE)

COMMITTEE = holding(Role.PARTY_COMMITTEE)
OFFICER = holding(Role.STREET_OFFICER)

CASES = [
    Case(
        "POST",
        _PLACES_RULE.format(community="440305007003"),
        _PLACES_RULE,
        COMMITTEE,
        TryWeights,
        {"year": 2013, "criteria": [{"criterion": "settled", "weight": 100}]},
    ),
    Case(
        "GET",
        _CARDS_RULE.format(community="440305007003"),
        _CARDS_RULE,
        STAFF,
        ListScorecards,
        {},
    ),
    Case("GET", f"{_CARD}?from=2013-01-01", _CARD_RULE, COMMISSIONER, ShowScorecard, {}),
    Case("GET", f"{_CARD}/appraisal", f"{_CARD_RULE}/appraisal", COMMITTEE, ShowAppraisal, {}),
    Case("GET", f"{_CARD}/facts?figure=ratings", f"{_CARD_RULE}/facts", STAFF, ListFacts, {}),
    Case(
        "PUT",
        f"{_CARD}/words/2013Q2",
        f"{_CARD_RULE}/words/{{quarter}}",
        COMMISSIONER,
        WriteOwnWords,
        {"text": "两处隐患在跟进。"},
    ),
    Case(
        "GET",
        "/api/v1/scorecards/own/export",
        "/api/v1/scorecards/own/export",
        COMMISSIONER,
        ExportOwnIncentives,
        {},
    ),
    Case("GET", f"{_REPORTS}?state=draft", _REPORTS, STAFF, ListWorkReports, {}),
    Case("GET", _REPORT, _REPORT_RULE, STAFF, ShowWorkReport, {}),
    Case(
        "PUT",
        f"{_REPORT}/summary",
        f"{_REPORT_RULE}/summary",
        STAFF,
        EditWorkReport,
        {"summary": "本季度主要是消防。"},
    ),
    Case(
        "POST", f"{_REPORT}/approval", f"{_REPORT_RULE}/approval", COMMITTEE, ApproveWorkReport, {}
    ),
    Case(
        "POST",
        f"{_REPORT}/publication",
        f"{_REPORT_RULE}/publication",
        STAFF,
        PublishWorkReport,
        {},
    ),
    Case(
        "POST",
        f"{_REPORT}/correction",
        f"{_REPORT_RULE}/correction",
        STAFF,
        CorrectWorkReport,
        {"change": "更正：漏计一件。"},
    ),
    Case("GET", _PUBLIC, _PUBLIC_RULE, None, ListPublicWorkReports, {}),
    Case("GET", _ONE, _ONE_RULE, None, ListPublicNames, {}, asks_before=(ShowPublicWorkReport,)),
    Case(
        "GET",
        f"{_ONE}/editions/2",
        f"{_ONE_RULE}/editions/{{number}}",
        None,
        ListPublicNames,
        {},
        asks_before=(ShowPublicWorkReport,),
    ),
    Case(
        "GET",
        f"{_ONE}.pdf",
        f"{_ONE_RULE}.pdf",
        None,
        PrintWorkReport,
        {},
        asks_before=(ShowPublicWorkReport, ListPublicNames),
    ),
    Case(
        "GET",
        f"{_ONE}/editions/2.pdf",
        f"{_ONE_RULE}/editions/{{number}}.pdf",
        None,
        PrintWorkReport,
        {},
        asks_before=(ShowPublicWorkReport, ListPublicNames),
    ),
    Case(
        "POST",
        f"{_ONE}/ratings",
        f"{_ONE_RULE}/ratings",
        None,
        RateWorkReport,
        _SHEET,
        "440305007003:2013Q2:",
    ),
    Case("GET", f"{_ONE}/ratings", f"{_ONE_RULE}/ratings", None, ShowRatingResults, {}),
    Case(
        "POST",
        f"{_REPORT}/ratings",
        f"{_REPORT_RULE}/ratings",
        STAFF,
        RecordRating,
        _SHEET | {"way": "paper"},
    ),
    Case(
        "GET",
        f"{_REPORT}/rating-words",
        f"{_REPORT_RULE}/rating-words",
        COMMITTEE,
        ListRatingWords,
        {},
    ),
    Case(
        "GET",
        f"{_REPORT}/rating-bursts",
        f"{_REPORT_RULE}/rating-bursts",
        COMMITTEE,
        ListRatingBursts,
        {},
    ),
    Case(
        "PUT",
        f"{_REPORT}/rating-bursts/{_ID}/decision",
        f"{_REPORT_RULE}/rating-bursts/{{burst_id}}/decision",
        COMMITTEE,
        DecideRatingBurst,
        {"decision": "counted", "reason": "活动中心共用一个网络。"},
    ),
    Case(
        "POST",
        f"/api/v1/public/{_ABOUT}",
        f"/api/v1/public/{_ABOUT_RULE}",
        None,
        SubmitComplaint,
        {"text": "约好的巡查三次没有来。"},
        f"{_ID}:",
    ),
    Case("GET", _FOLLOWED, _FOLLOWED_RULE, None, FollowComplaint, {}),
    Case(
        "POST",
        f"{_FOLLOWED}/review-request",
        f"{_FOLLOWED_RULE}/review-request",
        None,
        AskForReview,
        {"review_wish": "没有人来过。"},
        f"{_FOLLOWED_CODE}:",
    ),
    Case(
        "POST",
        f"{_FOLLOWED}/contact-erasure",
        f"{_FOLLOWED_RULE}/contact-erasure",
        None,
        EraseComplaintContact,
        {},
        f"{_FOLLOWED_CODE}:",
    ),
    Case(
        "POST",
        f"/api/v1/{_ABOUT}",
        f"/api/v1/{_ABOUT_RULE}",
        STAFF,
        RecordComplaint,
        {"text": "约好的巡查三次没有来。", "way": "phone"},
    ),
    Case("GET", f"{_COMPLAINTS}?state=received", _COMPLAINTS, STAFF, ListComplaints, {}),
    Case("GET", _COMPLAINT, _COMPLAINT_RULE, STAFF, ShowComplaint, {}),
    Case(
        "POST",
        f"{_COMPLAINT}/abstention",
        f"{_COMPLAINT_RULE}/abstention",
        STAFF,
        AbstainFromComplaint,
        {"note": "被投诉人是我的妹妹。"},
    ),
    Case(
        "POST",
        f"{_COMPLAINT}/hearings",
        f"{_COMPLAINT_RULE}/hearings",
        STAFF,
        HearSide,
        {"side": "commissioner", "note": "没有提前告知。"},
    ),
    Case(
        "POST",
        f"{_COMPLAINT}/examinations",
        f"{_COMPLAINT_RULE}/examinations",
        STAFF,
        ExamineComplaint,
        {"note": "值班记录三次均无巡查。"},
    ),
    Case(
        "POST",
        f"{_COMPLAINT}/extension",
        f"{_COMPLAINT_RULE}/extension",
        STAFF,
        ExtendComplaint,
        {"extended_to": "2013-06-01", "extended_why": "需要调取门禁记录。"},
    ),
    Case(
        "POST",
        f"{_COMPLAINT}/answer",
        f"{_COMPLAINT_RULE}/answer",
        COMMITTEE,
        AnswerComplaint,
        {"finding": "founded", "measures": ["talk"], "answer": "情况属实，已谈话。"},
    ),
    Case(
        "POST",
        f"{_COMPLAINT}/review",
        f"{_COMPLAINT_RULE}/review",
        OFFICER,
        ReviewComplaint,
        {"finding": "founded", "review": "予以维持。"},
    ),
    Case(
        "POST",
        f"{_COMPLAINT}/disclosures",
        f"{_COMPLAINT_RULE}/disclosures",
        STAFF,
        DiscloseComplainant,
        {"reason": "verify"},
    ),
    Case(
        "GET",
        f"{_COMPLAINTS}/disclosures",
        f"{_COMPLAINTS}/disclosures",
        holding(Role.STREET_PARTY_COMMITTEE),
        ListCommunityComplainantDisclosures,
        {},
    ),
    Case(
        "GET",
        "/api/v1/communities/440305007003/promises?quarter=2013Q2",
        "/api/v1/communities/{community}/promises",
        STAFF,
        ListPromises,
        {},
    ),
    Case(
        "GET",
        "/api/v1/public/communities/440305007003/promises",
        "/api/v1/public/communities/{community}/promises",
        None,
        ShowLastPromises,
        {},
    ),
    Case(
        "PUT",
        f"/api/v1/promises/{_ID}/fact",
        "/api/v1/promises/{promise_id}/fact",
        COMMITTEE,
        TiePromise,
        {"fact": "receptions"},
    ),
    Case(
        "POST",
        f"/api/v1/promises/{_ID}/seen",
        "/api/v1/promises/{promise_id}/seen",
        STAFF,
        WritePromiseSeen,
        {"day": "2013-05-04", "verdict": "kept", "seen": "都见巡查记录。"},
    ),
]
