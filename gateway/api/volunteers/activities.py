"""Activities, sign-ups and check-in."""

from __future__ import annotations

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
    RescheduleActivity,
    ReturnActivity,
    ReturnActivityReport,
    ShowActivity,
    ShowPublicActivity,
    SubmitActivity,
)
from contracts.volunteers.repeating import RepeatActivity
from contracts.volunteers.sign_ups import (
    AcceptOwnSignUp,
    AcceptSignUp,
    CheckIn,
    ListOwnSignUps,
    ListSignUps,
    RecordSignUp,
    RecordUnannounced,
    ShowSignUp,
    SignUp,
    WithdrawOwnSignUp,
    WithdrawSignUp,
)
from gateway.http.routes import Routes
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action

routes = Routes("activities", "活动 · Activities", reads={"code": checked})

_ALL, _SIGN_UPS = "/api/v1/activities", "/api/v1/sign-ups"
_ONE = f"{_ALL}/<uuid:activity_id>"
_SIGN_UP = f"{_SIGN_UPS}/<uuid:sign_up_id>"
_OWN = "/api/v1/public/volunteers/<code>/sign-ups"
_PUBLIC = "/api/v1/public/activities"
_PLAN, _DECIDE = Action.ACTIVITY_PLAN, Action.ACTIVITY_DECIDE

routes.asks("GET", _PUBLIC, PublicActivities, may=Action.ANYONE)
routes.asks("GET", f"{_PUBLIC}/<uuid:activity_id>", ShowPublicActivity, may=Action.ANYONE)
routes.asks("GET", _ALL, ListActivities, may=Action.ACTIVITY_READ)
routes.asks("POST", _ALL, PlanActivity, may=_PLAN, creates="/api/v1/activities/{id}")
routes.asks("GET", _ONE, ShowActivity, may=Action.ACTIVITY_READ)
routes.asks("PUT", _ONE, EditActivity, may=_PLAN)
routes.asks("POST", f"{_ONE}/submission", SubmitActivity, may=_PLAN)
routes.asks("POST", f"{_ONE}/approval", ApproveActivity, may=_DECIDE)
routes.asks("POST", f"{_ONE}/return", ReturnActivity, may=_DECIDE)
routes.asks("POST", f"{_ONE}/publication", PublishActivity, may=_DECIDE)
routes.asks("POST", f"{_ONE}/cancellation", CancelActivity, may=_DECIDE)
routes.asks("POST", f"{_ONE}/rescheduling", RescheduleActivity, may=_DECIDE)
routes.asks("POST", f"{_ONE}/repetition", RepeatActivity, may=_PLAN)
routes.asks("POST", f"{_ONE}/holding", HoldActivity, may=_DECIDE)
routes.asks("POST", f"{_ONE}/report", ReportActivity, may=_PLAN)
routes.asks("POST", f"{_ONE}/report-return", ReturnActivityReport, may=_DECIDE)
routes.asks("POST", f"{_ONE}/closing", CloseActivity, may=_DECIDE)
routes.asks("GET", _SIGN_UPS, ListSignUps, may=Action.SIGN_UP_READ)
routes.asks(
    "POST", _SIGN_UPS, RecordSignUp, may=Action.SIGN_UP_RECORD, creates="/api/v1/sign-ups/{id}"
)
routes.asks(
    "POST",
    f"{_SIGN_UPS}/unannounced",
    RecordUnannounced,
    may=Action.ATTENDANCE_RECORD,
    creates="/api/v1/sign-ups/{id}",
)
routes.asks("GET", _SIGN_UP, ShowSignUp, may=Action.SIGN_UP_READ)
routes.asks("POST", f"{_SIGN_UP}/acceptance", AcceptSignUp, may=Action.SIGN_UP_RECORD)
routes.asks("POST", f"{_SIGN_UP}/withdrawal", WithdrawSignUp, may=Action.SIGN_UP_RECORD)
routes.asks("POST", f"{_SIGN_UP}/attendance", CheckIn, may=Action.ATTENDANCE_RECORD)
routes.asks("GET", _OWN, ListOwnSignUps, may=Action.ANYONE)
routes.asks("POST", _OWN, SignUp, may=Action.ANYONE)
routes.asks("POST", f"{_OWN}/<uuid:sign_up_id>/acceptance", AcceptOwnSignUp, may=Action.ANYONE)
routes.asks("POST", f"{_OWN}/<uuid:sign_up_id>/withdrawal", WithdrawOwnSignUp, may=Action.ANYONE)
