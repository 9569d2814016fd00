"""Requests about courses."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
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
from services.recruitment.courses import operations, queries


class CoursesEntrypoints(Service):
    """Courses, their sessions, and what people learnt."""

    list_courses = reads(ListCourses, queries.courses)
    add_course = writes(AddCourse, operations.add)
    change_course = writes(ChangeCourse, operations.change)
    list_training_sessions = reads(ListTrainingSessions, queries.page)
    show_training_session = reads(ShowTrainingSession, queries.session_of, "session_id")
    plan_training_session = writes(PlanTrainingSession, operations.plan)
    cancel_training_session = writes(CancelTrainingSession, operations.cancel)
    take_seat = writes(TakeSeat, operations.take_seat)
    return_seat = writes(ReturnSeat, operations.return_seat)
    record_training_results = writes(RecordTrainingResults, operations.record)
    show_training_record = reads(ShowTrainingRecord, queries.record)
    export_training = reads(ExportTraining, queries.exported)
