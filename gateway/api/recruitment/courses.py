"""Courses for commissioners, their sessions, and records of what was learnt."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import flask

from contracts.recruitment.courses import (
    AddCourse,
    CancelTrainingSession,
    ChangeCourse,
    CourseBody,
    CourseFilter,
    CourseList,
    CourseView,
    ExportTraining,
    ListCourses,
    ListTrainingSessions,
    PlanTrainingSession,
    RecordFilter,
    RecordTrainingResults,
    ReturnSeat,
    SeatReturn,
    SeatTaking,
    ShowTrainingRecord,
    ShowTrainingSession,
    TakeSeat,
    TrainingCancellation,
    TrainingDays,
    TrainingRecord,
    TrainingResults,
    TrainingRow,
    TrainingRows,
    TrainingSessionBody,
    TrainingSessionFilter,
    TrainingSessionPage,
    TrainingSessionView,
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

routes = TableRoutes("courses", "培训 · Courses for commissioners")

_COURSES = "/api/v1/streets/<street>/courses"
_SESSIONS = "/api/v1/streets/<street>/training-sessions"
_ONE = "/api/v1/training-sessions/<uuid:session_id>"
#: The columns of the workbook; between them stand the community's code and name.
_BEFORE = ("course", "starts_at", "place", "hours")
_CODE = "社区代码 Code"
_AFTER = ("name", "certificate", "state", "result")


@routes.get(_COURSES, may=Action.COURSE_READ, filters=CourseFilter, answers=CourseList)
def courses(filters: CourseFilter, street: str) -> CourseList:
    """List the courses of a street."""
    return ask(ListCourses(street=checked(street), **vars(filters)))


@routes.post(_COURSES, may=Action.COURSE_MANAGE, takes=CourseBody, answers=CourseView)
def add_course(body: CourseBody, street: str) -> CourseView:
    """Offer a course."""
    return ask(AddCourse(street=checked(street), **vars(body)))


@routes.put(
    "/api/v1/courses/<uuid:course_id>",
    may=Action.COURSE_MANAGE,
    takes=CourseBody,
    answers=CourseView,
)
def change_course(body: CourseBody, course_id: UUID) -> CourseView:
    """Change a course, or offer it no more."""
    return ask(ChangeCourse(course_id=course_id, **vars(body)))


@routes.post(
    "/api/v1/courses/<uuid:course_id>/sessions",
    may=Action.TRAINING_RECORD,
    takes=TrainingSessionBody,
    answers=TrainingSessionView,
)
def plan_session(body: TrainingSessionBody, course_id: UUID) -> TrainingSessionView:
    """Hold a course at a time and a place; also write down one of an earlier day."""
    return ask(PlanTrainingSession(course_id=course_id, **vars(body)))


@routes.get(
    _SESSIONS, may=Action.COURSE_READ, filters=TrainingSessionFilter, answers=TrainingSessionPage
)
def sessions(filters: TrainingSessionFilter, street: str) -> TrainingSessionPage:
    """List the sessions of a street, newest first."""
    return ask(ListTrainingSessions(street=checked(street), **vars(filters)))


@routes.table_out(f"{_SESSIONS}/export", may=Action.TRAINING_READ, filters=TrainingDays)
def export(filters: TrainingDays, street: str) -> flask.Response:
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


@routes.get(_ONE, may=Action.COURSE_READ, answers=TrainingSessionView)
def session(session_id: UUID) -> TrainingSessionView:
    """Show a session with those who take part, as far as the caller sees them."""
    return ask(ShowTrainingSession(session_id=session_id))


@routes.post(
    f"{_ONE}/cancellation",
    may=Action.TRAINING_RECORD,
    takes=TrainingCancellation,
    answers=TrainingSessionView,
)
def cancel(body: TrainingCancellation, session_id: UUID) -> TrainingSessionView:
    """Do not hold a session after all."""
    return ask(CancelTrainingSession(session_id=session_id, **vars(body)))


@routes.post(
    f"{_ONE}/seats", may=Action.TRAINING_ENROL, takes=SeatTaking, answers=TrainingSessionView
)
def take_seat(body: SeatTaking, session_id: UUID) -> TrainingSessionView:
    """Take a seat, for oneself or for a commissioner of one's communities."""
    return ask(TakeSeat(session_id=session_id, **vars(body)))


@routes.post(
    f"{_ONE}/seats/returning",
    may=Action.TRAINING_ENROL,
    takes=SeatReturn,
    answers=TrainingSessionView,
)
def return_seat(body: SeatReturn, session_id: UUID) -> TrainingSessionView:
    """Give a seat back."""
    return ask(ReturnSeat(session_id=session_id, **vars(body)))


@routes.post(
    f"{_ONE}/results",
    may=Action.TRAINING_RECORD,
    takes=TrainingResults,
    answers=TrainingSessionView,
)
def record_results(body: TrainingResults, session_id: UUID) -> TrainingSessionView:
    """Write down who was there and what came of it; again, to correct it."""
    return ask(RecordTrainingResults(session_id=session_id, **vars(body)))


@routes.get(
    "/api/v1/training-records/<uuid:person_id>",
    may=Action.TRAINING_READ,
    filters=RecordFilter,
    answers=TrainingRecord,
)
def training_record(filters: RecordFilter, person_id: UUID) -> TrainingRecord:
    """Show what a commissioner learnt, and what a post of a category requires."""
    return ask(ShowTrainingRecord(person_id=person_id, **vars(filters)))
