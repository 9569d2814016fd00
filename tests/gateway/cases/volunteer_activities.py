"""Places offered in turn, guests, rescheduling and findings."""

from __future__ import annotations

from typing import Any

from contracts.gateway.pictures import (
    ListPictures,
    PublicPictures,
    PublishPicture,
    TakePictureBack,
)
from contracts.registry import Request
from contracts.volunteers.activities import (
    RescheduleActivity,
    ShowActivity,
    ShowPublicActivity,
)
from contracts.volunteers.calendars import (
    ReadCommunityCalendar,
    ReadOwnCalendar,
    RenewOwnCalendar,
    ShowOwnCalendar,
)
from contracts.volunteers.check_in_codes import CheckInByCode, ShowCheckInCode
from contracts.volunteers.findings import (
    CheckFindingToPassOn,
    ListFindings,
    PassFindingOn,
    RecordFinding,
    SettleFinding,
    ShowFinding,
)
from contracts.volunteers.guests import (
    AcceptGuestSignUp,
    RecordGuest,
    ShowGuestSignUp,
    SignUpGuest,
    WithdrawGuestSignUp,
)
from contracts.volunteers.own_data import EraseOwnGuest, ExportOwnGuest
from contracts.volunteers.repeating import RepeatActivity
from contracts.volunteers.sign_ups import AcceptOwnSignUp, AcceptSignUp, RecordUnannounced
from tests.gateway.actors import STAFF
from tests.gateway.cases.case import Case
from tests.gateway.doubles import SECRET
from vocabulary.tracking import code_from

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c9"
_CODE = code_from(b"of a guest", SECRET)
_PUBLIC = "/api/v1/public"
_OWN, _OWN_RULE = f"{_PUBLIC}/sign-ups/{_CODE}", f"{_PUBLIC}/sign-ups/{{code}}"
_OF_VOLUNTEER = f"{_PUBLIC}/volunteers/{_CODE}/sign-ups/{_ID}/acceptance"
_OF_VOLUNTEER_RULE = f"{_PUBLIC}/volunteers/{{code}}/sign-ups/{{sign_up_id}}/acceptance"
_GUEST = {"shift_id": _ID, "name": "王小芳", "phone": "13700137000", "age_group": "adult"}
_PHONE = {"phone": "13700137000"}
_SHIFT = {
    "shift_id": _ID,
    "starts_at": "2027-05-04T09:00:00+08:00",
    "ends_at": "2027-05-04T12:00:00+08:00",
    "places": 20,
}
_PEOPLE = {"consent_ids": [_ID], "shows_nobody": False}
_FINDING = {"item": "楼道灭火器", "address": "3 栋 2 单元", "words": "已过期半年。"}


def _staff(
    method: str,
    path: str,
    becomes: type[Request[Any]],
    sent: dict[str, Any] | None = None,
    asks_before: tuple[type[Request[Any]], ...] = (),
) -> Case:
    """A call by the workstation; `{…}` in the path is an id."""
    parts = [_ID if part.startswith("{") else part for part in path.split("/")]
    return Case(
        method,
        f"/api/v1/{'/'.join(parts)}",
        f"/api/v1/{path}",
        STAFF,
        becomes,
        sent or {},
        asks_before=asks_before,
    )


def _own(
    method: str,
    path: str,
    becomes: type[Request[Any]],
    sent: dict[str, Any] | None = None,
    asks_before: tuple[type[Request[Any]], ...] = (),
) -> Case:
    """A call by the guest's code."""
    return Case(
        method,
        f"{_OWN}{path}",
        f"{_OWN_RULE}{path}",
        None,
        becomes,
        sent or {},
        key_scope=f"{_CODE}:",
        asks_before=asks_before,
    )


CASES = [
    Case(
        "GET",
        f"{_PUBLIC}/volunteers/{_CODE}/calendar",
        f"{_PUBLIC}/volunteers/{{code}}/calendar",
        None,
        ShowOwnCalendar,
        {},
    ),
    Case(
        "POST",
        f"{_PUBLIC}/volunteers/{_CODE}/calendar",
        f"{_PUBLIC}/volunteers/{{code}}/calendar",
        None,
        RenewOwnCalendar,
        {},
        key_scope=f"{_CODE}:",
    ),
    Case(
        "GET",
        f"{_PUBLIC}/calendars/{_CODE}",
        f"{_PUBLIC}/calendars/{{calendar_code}}",
        None,
        ReadOwnCalendar,
        {},
    ),
    Case(
        "GET",
        f"{_PUBLIC}/communities/440305007003/calendar",
        f"{_PUBLIC}/communities/{{community}}/calendar",
        None,
        ReadCommunityCalendar,
        {},
    ),
    Case(
        "POST",
        f"{_PUBLIC}/sign-ups",
        f"{_PUBLIC}/sign-ups",
        None,
        SignUpGuest,
        _GUEST,
        key_scope=f"{_ID}:",
    ),
    _own("GET", "", ShowGuestSignUp),
    _staff(
        "POST",
        "activities/{activity_id}/repetition",
        RepeatActivity,
        {"rhythm": "weekly", "until": "2027-06-30"},
    ),
    _staff("GET", "activities/{activity_id}/check-in-code", ShowCheckInCode),
    Case(
        "POST",
        f"{_PUBLIC}/check-ins/{_CODE}",
        f"{_PUBLIC}/check-ins/{{code}}",
        None,
        CheckInByCode,
        {"check_in_code": "492039"},
        key_scope=f"{_CODE}:",
    ),
    _own("POST", "/acceptance", AcceptGuestSignUp),
    _own("POST", "/withdrawal", WithdrawGuestSignUp),
    _own("POST", "/export", ExportOwnGuest, _PHONE),
    _own("POST", "/erasure", EraseOwnGuest, _PHONE),
    Case(
        "POST",
        _OF_VOLUNTEER,
        _OF_VOLUNTEER_RULE,
        None,
        AcceptOwnSignUp,
        {},
        key_scope=f"{_CODE}:{_ID}:",
    ),
    _staff("POST", "sign-ups/guests", RecordGuest, _GUEST),
    _staff(
        "POST", "sign-ups/unannounced", RecordUnannounced, {"shift_id": _ID, "volunteer_id": _ID}
    ),
    _staff("POST", "sign-ups/{sign_up_id}/acceptance", AcceptSignUp),
    _staff(
        "POST",
        "activities/{activity_id}/rescheduling",
        RescheduleActivity,
        {"place": "荔林小学", "shifts": [_SHIFT], "reason": "雷雨预警。"},
    ),
    _staff("POST", "activities/{activity_id}/findings", RecordFinding, _FINDING),
    _staff("GET", "findings", ListFindings),
    _staff("GET", "findings/{finding_id}", ShowFinding),
    _staff("POST", "findings/{finding_id}/settlement", SettleFinding, {"note": "已更换。"}),
    _staff(
        "POST",
        "findings/{finding_id}/appeal",
        PassFindingOn,
        {"category": "fire_safety"},
        (CheckFindingToPassOn,),
    ),
    _staff("PUT", "attachments/{attachment_id}/publication", PublishPicture, _PEOPLE),
    _staff("DELETE", "attachments/{attachment_id}/publication", TakePictureBack),
    _staff("GET", "activities/{activity_id}/pictures", ListPictures, None, (ShowActivity,)),
    Case(
        "GET",
        f"{_PUBLIC}/activities/{_ID}/pictures",
        f"{_PUBLIC}/activities/{{activity_id}}/pictures",
        None,
        PublicPictures,
        {},
        asks_before=(ShowPublicActivity,),
    ),
]
