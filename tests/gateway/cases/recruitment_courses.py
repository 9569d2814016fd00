"""Courses."""

from __future__ import annotations

from contracts.recruitment.courses import (
    AddCourse,
    CancelTrainingSession,
    ChangeCourse,
    ExportTraining,
    ListCourses,
    ListTrainingSessions,
    PlanTrainingSession,
    RecordTrainingResults,
    ReturnSeat,
    ShowTrainingRecord,
    ShowTrainingSession,
    TakeSeat,
)
from tests.gateway.actors import COMMISSIONER, OFFICER, STAFF
from tests.gateway.cases.case import Case

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_STREET = "/api/v1/streets/440305007000"
_STREET_RULE = "/api/v1/streets/{street}"
_ONE = f"/api/v1/training-sessions/{_ID}"
_ONE_RULE = "/api/v1/training-sessions/{session_id}"
_COURSE = {"title": "个人信息保护", "content": "哪些信息可以收集。", "hours": 2}
_SESSION = {
    "area": "440305007003",
    "starts_at": "2013-05-04T09:30:00+08:00",
    "place": "社区工作站",
    "seats": 30,
}
_PERSON = {"commissioner": _ID}

CASES = [
    Case("GET", f"{_STREET}/courses", f"{_STREET_RULE}/courses", COMMISSIONER, ListCourses, {}),
    Case("POST", f"{_STREET}/courses", f"{_STREET_RULE}/courses", OFFICER, AddCourse, _COURSE),
    Case(
        "PUT",
        f"/api/v1/courses/{_ID}",
        "/api/v1/courses/{course_id}",
        OFFICER,
        ChangeCourse,
        _COURSE | {"is_required": True, "required_for": ["fire_safety", "environment"]},
    ),
    Case(
        "POST",
        f"/api/v1/courses/{_ID}/sessions",
        "/api/v1/courses/{course_id}/sessions",
        STAFF,
        PlanTrainingSession,
        _SESSION,
    ),
    Case(
        "GET",
        f"{_STREET}/training-sessions?state=held,planned&sort=starts_at",
        f"{_STREET_RULE}/training-sessions",
        COMMISSIONER,
        ListTrainingSessions,
        {"sort": "starts_at"},
    ),
    Case(
        "GET",
        f"{_STREET}/training-sessions/export?starts_from=2013-01-01",
        f"{_STREET_RULE}/training-sessions/export",
        STAFF,
        ExportTraining,
        {"starts_from": "2013-01-01"},
    ),
    Case("GET", _ONE, _ONE_RULE, STAFF, ShowTrainingSession, {}),
    Case(
        "POST",
        f"{_ONE}/cancellation",
        f"{_ONE_RULE}/cancellation",
        STAFF,
        CancelTrainingSession,
        {"reason": "台风"},
    ),
    Case(
        "POST",
        f"{_ONE}/seats",
        f"{_ONE_RULE}/seats",
        COMMISSIONER,
        TakeSeat,
        _PERSON | {"community": "440305007003"},
    ),
    Case(
        "POST",
        f"{_ONE}/seats/returning",
        f"{_ONE_RULE}/seats/returning",
        COMMISSIONER,
        ReturnSeat,
        _PERSON,
    ),
    Case(
        "POST",
        f"{_ONE}/results",
        f"{_ONE_RULE}/results",
        STAFF,
        RecordTrainingResults,
        {"lines": [_PERSON | {"attended": True, "result": "passed"}]},
    ),
    Case(
        "GET",
        f"/api/v1/training-records/{_ID}?category=fire_safety",
        "/api/v1/training-records/{commissioner}",
        COMMISSIONER,
        ShowTrainingRecord,
        {"category": "fire_safety"},
    ),
]
