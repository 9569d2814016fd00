"""Courses for commissioners, their sessions, and records of what was learnt."""

from __future__ import annotations

from collections.abc import Mapping

import flask

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
    TrainingDays,
    TrainingRows,
)
from contracts.recruitment.words import AttendanceState, CourseResult
from gateway import spreadsheets
from gateway.api.place_names import called
from gateway.api.recruitment.streets import checked
from gateway.api.routes import ask, edge
from gateway.api.table_routes import TableRoutes
from gateway.spreadsheets import Cell
from vocabulary.periods import SHANGHAI
from vocabulary.permissions import Action

routes = TableRoutes("courses", "培训 · Courses for commissioners", reads={"street": checked})

_COURSES = "/api/v1/streets/<street>/courses"
_SESSIONS = "/api/v1/streets/<street>/training-sessions"
_ONE = "/api/v1/training-sessions/<uuid:session_id>"
_HEADINGS = (
    "课程 Course",
    "开始时间 Begins",
    "地点 Place",
    "学时 Hours",
    "社区代码 Code",
    "社区 Community",
    "姓名 Name",
    "聘书编号 Certificate",
    "出勤 Attendance",
    "结果 Result",
)
_ATTENDANCE = {
    AttendanceState.ENROLLED: "已报名 enrolled",
    AttendanceState.ATTENDED: "出席 attended",
    AttendanceState.ABSENT: "缺席 absent",
    AttendanceState.LEFT: "已退出 left",
}
_RESULT = {CourseResult.PASSED: "通过 passed", CourseResult.FAILED: "未通过 failed"}


routes.asks("GET", _COURSES, ListCourses, may=Action.COURSE_READ)
routes.asks("POST", _COURSES, AddCourse, may=Action.COURSE_MANAGE)
routes.asks("PUT", "/api/v1/courses/<uuid:course_id>", ChangeCourse, may=Action.COURSE_MANAGE)
routes.asks(
    "POST",
    "/api/v1/courses/<uuid:course_id>/sessions",
    PlanTrainingSession,
    may=Action.TRAINING_RECORD,
    creates="/api/v1/training-sessions/{id}",
)
routes.asks("GET", _SESSIONS, ListTrainingSessions, may=Action.COURSE_READ)


@routes.table_out(f"{_SESSIONS}/export", may=Action.TRAINING_READ, filters=TrainingDays)
def export_training(filters: TrainingDays, street: str) -> flask.Response:
    """Fetch the attendances as a workbook."""
    found = ask(ExportTraining(street=checked(street), **vars(filters)))
    names = {one.community: called(one.community, "zh") for one in found.rows}
    return flask.Response(
        edge().aside(lambda: spreadsheets.workbook_of({"培训 Training": _table(found, names)})),
        content_type=spreadsheets.WORKBOOK_TYPE,
        headers={"Content-Disposition": 'attachment; filename="training.xlsx"'},
    )


def _table(found: TrainingRows, names: Mapping[str, str | None]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        [
            one.course,
            one.starts_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
            one.place,
            one.hours,
            one.community,
            names[one.community],
            one.name,
            one.certificate,
            _ATTENDANCE[one.state],
            _RESULT[one.result] if one.result else None,
        ]
        for one in found.rows
    ]
    return [[*_HEADINGS], *rows]


routes.asks("GET", _ONE, ShowTrainingSession, may=Action.COURSE_READ)
routes.asks("POST", f"{_ONE}/cancellation", CancelTrainingSession, may=Action.TRAINING_RECORD)
routes.asks("POST", f"{_ONE}/seats", TakeSeat, may=Action.TRAINING_ENROL)
routes.asks("POST", f"{_ONE}/seats/returning", ReturnSeat, may=Action.TRAINING_ENROL)
routes.asks("POST", f"{_ONE}/results", RecordTrainingResults, may=Action.TRAINING_RECORD)
routes.asks(
    "GET", "/api/v1/training-records/<uuid:person_id>", ShowTrainingRecord, may=Action.TRAINING_READ
)
