"""Volunteers, teams, activities, hours and certificates of them."""

from __future__ import annotations

from typing import Any

from contracts.gateway.offices import CheckOfficeHolder
from contracts.registry import Request
from contracts.volunteers.activities import (
    ApproveActivity,
    CancelActivity,
    CloseActivity,
    EditActivity,
    HoldActivity,
    ListActivities,
    PlanActivity,
    PublicActivities,
    PublishActivity,
    ReportActivity,
    ReturnActivity,
    ReturnActivityReport,
    ShowActivity,
    ShowPublicActivity,
    SubmitActivity,
)
from contracts.volunteers.hour_certificates import (
    CheckHourCertificate,
    IssueHourCertificate,
    ListHourCertificates,
    PrintHourCertificate,
    ShowHourCertificate,
)
from contracts.volunteers.hour_wishes import AskForOwnCorrection, RefuseHoursWish
from contracts.volunteers.hours import (
    AttestHours,
    AttestSeveralHours,
    CorrectHours,
    EnterHours,
    ListHours,
    ListOwnHours,
    RefuseHours,
    ShowHours,
    TotalHours,
)
from contracts.volunteers.matching import MatchVolunteers
from contracts.volunteers.memberships import (
    AcceptMembership,
    AcceptOwnMembership,
    DeclineMembership,
    DeclineOwnMembership,
    EndMembership,
    LeaveOwnMembership,
    ListMemberships,
    ListOwnMemberships,
    OfferMembership,
    ShowMembership,
)
from contracts.volunteers.own_data import EraseOwnVolunteer, ExportOwnVolunteer
from contracts.volunteers.reaching import ChooseMessages, ChooseOwnMessages
from contracts.volunteers.shown_hours import ListOwnShownHours, ListShownHours
from contracts.volunteers.sign_ups import (
    AcceptOwnSignUp,
    AcceptSignUp,
    CheckIn,
    ListOwnSignUps,
    ListSignUps,
    RecordSignUp,
    ShowSignUp,
    SignUp,
    WithdrawOwnSignUp,
    WithdrawSignUp,
)
from contracts.volunteers.teams import EditTeam, FoundTeam, ListTeams, ShowTeam
from contracts.volunteers.volunteers import (
    LeaveVolunteers,
    ListVolunteers,
    MeetVolunteer,
    NameVolunteerAccount,
    RecordVolunteer,
    RegisterVolunteer,
    ShowOwnCode,
    ShowOwnVolunteer,
    ShowVolunteer,
)
from tests.gateway.actors import STAFF, VOLUNTEER
from tests.gateway.cases.case import Case
from tests.gateway.doubles import SECRET
from vocabulary.tracking import code_from

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_COMMUNITY = "440305007003"
_CODE = code_from(b"of a volunteer", SECRET)
_PUBLIC = "/api/v1/public"
_OWN, _OWN_RULE = f"{_PUBLIC}/volunteers/{_CODE}", f"{_PUBLIC}/volunteers/{{code}}"
_PERSON = {
    "name": "陈秀英",
    "phone": "13800138000",
    "age_group": "adult",
    "skills": ["first_aid"],
    "interests": [],
    "free_times": ["saturday"],
    "community": _COMMUNITY,
}
_TEAM = {"name": "荔林消防团队", "category": "fire_safety"}
_PLAN = {
    "title": "楼道消防巡查",
    "plan": "分组巡查楼道。",
    "place": "荔林花园",
    "cost_estimate_fen": 0,
    "shifts": [
        {
            "starts_at": "2027-05-04T09:00:00+08:00",
            "ends_at": "2027-05-04T12:00:00+08:00",
            "places": 20,
        }
    ],
}
_REASON = {"reason": "天气不宜。"}
_PHONE = {"phone": "13800138000"}


def _staff(
    method: str, path: str, becomes: type[Request[Any]], sent: dict[str, Any] | None = None
) -> Case:
    """A call by the workstation; `{…}` in the path is an id."""
    parts = [_ID if part.startswith("{") else part for part in path.split("/")]
    return Case(method, f"/api/v1/{'/'.join(parts)}", f"/api/v1/{path}", STAFF, becomes, sent or {})


def _own(
    method: str,
    path: str,
    becomes: type[Request[Any]],
    sent: dict[str, Any] | None = None,
    asks_before: tuple[type[Request[Any]], ...] = (),
) -> Case:
    """A call by the person's code."""
    parts = [_ID if part.startswith("{") else part for part in path.split("/")]
    scope = f"{_CODE}:{_ID}:" if _ID in parts else f"{_CODE}:"
    return Case(
        method,
        f"{_OWN}{'/'.join(parts)}",
        f"{_OWN_RULE}{path}",
        None,
        becomes,
        sent or {},
        key_scope=scope,
        asks_before=asks_before,
    )


_VOLUNTEER, _TEAM_ONE = "volunteers/{registration_id}", "teams/{team_id}"
_MEMBERSHIP, _ACTIVITY = "memberships/{membership_id}", "activities/{activity_id}"
_SIGN_UP, _HOURS = "sign-ups/{sign_up_id}", "hours/{hours_id}"
_CERTIFICATE = "hour-certificates/{hour_certificate_id}"
_OWN_MEMBERSHIP = "/memberships/{membership_id}"

CASES = [
    Case(
        "POST",
        f"{_PUBLIC}/volunteers",
        f"{_PUBLIC}/volunteers",
        None,
        RegisterVolunteer,
        _PERSON,
        key_scope=f"{_COMMUNITY}:",
    ),
    _staff("POST", "volunteers", RecordVolunteer, _PERSON | {"how": "paper"}),
    Case("GET", "/api/v1/volunteers/own", "/api/v1/volunteers/own", VOLUNTEER, ShowOwnCode, {}),
    _own("GET", "", ShowOwnVolunteer),
    _own("POST", "/export", ExportOwnVolunteer, _PHONE),
    _own("POST", "/erasure", EraseOwnVolunteer, _PHONE),
    _own("PUT", "/messages", ChooseOwnMessages, {"wants_notices": False}),
    _staff("GET", "volunteers", ListVolunteers),
    _staff("GET", _VOLUNTEER, ShowVolunteer),
    _staff("POST", f"{_VOLUNTEER}/meeting", MeetVolunteer),
    _staff("POST", f"{_VOLUNTEER}/leaving", LeaveVolunteers),
    _staff("PUT", f"{_VOLUNTEER}/messages", ChooseMessages, {"wants_notices": False}),
    Case(
        "POST",
        f"/api/v1/volunteers/{_ID}/account",
        f"/api/v1/{_VOLUNTEER}/account",
        STAFF,
        NameVolunteerAccount,
        {"account": _ID},
        asks_before=(ShowVolunteer, CheckOfficeHolder),
    ),
    _staff("GET", "teams", ListTeams),
    _staff("POST", "teams", FoundTeam, {"post_id": _ID, "name": "荔林消防团队"}),
    _staff("GET", _TEAM_ONE, ShowTeam),
    _staff("PUT", _TEAM_ONE, EditTeam, _TEAM),
    _staff("POST", f"{_TEAM_ONE}/memberships", OfferMembership, {"volunteer_id": _ID}),
    _staff("GET", f"{_TEAM_ONE}/matches", MatchVolunteers),
    _staff("GET", "memberships", ListMemberships),
    _staff("GET", _MEMBERSHIP, ShowMembership),
    _staff("POST", f"{_MEMBERSHIP}/acceptance", AcceptMembership),
    _staff("POST", f"{_MEMBERSHIP}/refusal", DeclineMembership),
    _staff("POST", f"{_MEMBERSHIP}/ending", EndMembership, _REASON),
    _own("GET", "/memberships", ListOwnMemberships),
    _own("POST", f"{_OWN_MEMBERSHIP}/acceptance", AcceptOwnMembership),
    _own("POST", f"{_OWN_MEMBERSHIP}/refusal", DeclineOwnMembership),
    _own("POST", f"{_OWN_MEMBERSHIP}/ending", LeaveOwnMembership),
    Case(
        "GET",
        f"{_PUBLIC}/activities",
        f"{_PUBLIC}/activities",
        None,
        PublicActivities,
        {},
    ),
    Case(
        "GET",
        f"{_PUBLIC}/activities/{_ID}",
        f"{_PUBLIC}/activities/{{activity_id}}",
        None,
        ShowPublicActivity,
        {},
    ),
    _staff("GET", "activities", ListActivities),
    _staff("POST", "activities", PlanActivity, _PLAN | {"team_id": _ID}),
    _staff("GET", _ACTIVITY, ShowActivity),
    _staff("PUT", _ACTIVITY, EditActivity, _PLAN),
    _staff("POST", f"{_ACTIVITY}/submission", SubmitActivity),
    _staff("POST", f"{_ACTIVITY}/approval", ApproveActivity),
    _staff("POST", f"{_ACTIVITY}/return", ReturnActivity, _REASON),
    _staff("POST", f"{_ACTIVITY}/publication", PublishActivity),
    _staff("POST", f"{_ACTIVITY}/cancellation", CancelActivity, _REASON),
    _staff("POST", f"{_ACTIVITY}/holding", HoldActivity),
    _staff(
        "POST", f"{_ACTIVITY}/report", ReportActivity, {"head_count": 23, "result": "邻里相识。"}
    ),
    _staff("POST", f"{_ACTIVITY}/report-return", ReturnActivityReport, _REASON),
    _staff("POST", f"{_ACTIVITY}/closing", CloseActivity),
    _staff("GET", "sign-ups", ListSignUps),
    _staff("POST", "sign-ups", RecordSignUp, {"shift_id": _ID, "volunteer_id": _ID}),
    _staff("GET", _SIGN_UP, ShowSignUp),
    _staff("POST", f"{_SIGN_UP}/acceptance", AcceptSignUp),
    _staff("POST", f"{_SIGN_UP}/withdrawal", WithdrawSignUp),
    _staff("POST", f"{_SIGN_UP}/attendance", CheckIn, {"presence": "present"}),
    _own("GET", "/sign-ups", ListOwnSignUps),
    _own("POST", "/sign-ups", SignUp, {"shift_id": _ID}),
    _own("POST", "/sign-ups/{sign_up_id}/acceptance", AcceptOwnSignUp),
    _own("POST", "/sign-ups/{sign_up_id}/withdrawal", WithdrawOwnSignUp),
    _staff("GET", "hours", ListHours),
    _staff("GET", "hours/totals", TotalHours),
    _staff("GET", _HOURS, ShowHours),
    _staff(
        "POST",
        "hours",
        EnterHours,
        {
            "shift_id": _ID,
            "volunteer_id": _ID,
            "began_at": "2026-11-28T09:00:00+08:00",
            "ended_at": "2026-11-28T11:00:00+08:00",
        },
    ),
    _staff("POST", "hours/attestations", AttestSeveralHours, {"hours_ids": [_ID]}),
    _staff("POST", f"{_HOURS}/attestation", AttestHours),
    _staff("POST", f"{_HOURS}/refusal", RefuseHours, _REASON),
    _staff("POST", f"{_HOURS}/correction", CorrectHours, _REASON | {"minutes": 120}),
    _own("GET", "/hours", ListOwnHours),
    _own("GET", "/shown-hours", ListOwnShownHours),
    _own("POST", "/hours/{hours_id}/wish", AskForOwnCorrection, _REASON | {"minutes": 150}),
    _staff("POST", f"{_HOURS}/wish-refusal", RefuseHoursWish, _REASON),
    _staff("GET", "hours/shown", ListShownHours),
    _staff(
        "POST",
        f"{_VOLUNTEER}/hour-certificates",
        IssueHourCertificate,
        {"in_charge": "李建华"},
    ),
    _staff("GET", "hour-certificates", ListHourCertificates),
    _staff("GET", _CERTIFICATE, ShowHourCertificate),
    _staff("GET", f"{_CERTIFICATE}/document", PrintHourCertificate),
    Case(
        "GET",
        f"{_PUBLIC}/hour-certificates/2026-12?code=7K3M-9QX2-B4TD-1V8H",
        f"{_PUBLIC}/hour-certificates/{{number}}",
        None,
        CheckHourCertificate,
        {},
    ),
]
