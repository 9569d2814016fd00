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
    TrainingRow,
    TrainingRows,
)
from contracts.words import headings, value_name
from gateway.api.recruitment.streets import checked
from gateway.files import spreadsheets
from gateway.files.spreadsheets import Cell
from gateway.http.place_names import called
from gateway.http.routes import ask, dependencies
from gateway.http.table_routes import TableRoutes
from vocabulary.periods import SHANGHAI
from vocabulary.permissions import Action

routes = TableRoutes("courses", "培训 · Courses for commissioners", reads={"street": checked})

_COURSES = "/api/v1/streets/<street>/courses"
_SESSIONS = "/api/v1/streets/<street>/training-sessions"
_ONE = "/api/v1/training-sessions/<uuid:session_id>"
#: The columns of the workbook; between them stand the community's code and name.
_BEFORE = ("course", "starts_at", "place", "hours")
_CODE = "社区代码 Code"
_AFTER = ("name", "certificate", "state", "result")


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
        dependencies().aside(
            lambda: spreadsheets.workbook_of({"培训 Training": _table(found, names)})
        ),
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
            value_name(one.state).both,
            value_name(one.result).both if one.result else None,
        ]
        for one in found.rows
    ]
    columns = headings(TrainingRow, *_BEFORE, "community", *_AFTER)
    columns.insert(len(_BEFORE), _CODE)
    return [[*columns], *rows]


routes.asks("GET", _ONE, ShowTrainingSession, may=Action.COURSE_READ)
routes.asks("POST", f"{_ONE}/cancellation", CancelTrainingSession, may=Action.TRAINING_RECORD)
routes.asks("POST", f"{_ONE}/seats", TakeSeat, may=Action.TRAINING_ENROL)
routes.asks("POST", f"{_ONE}/seats/returning", ReturnSeat, may=Action.TRAINING_ENROL)
routes.asks("POST", f"{_ONE}/results", RecordTrainingResults, may=Action.TRAINING_RECORD)
routes.asks(
    "GET",
    "/api/v1/training-records/<uuid:commissioner>",
    ShowTrainingRecord,
    may=Action.TRAINING_READ,
)
