"""Requests about courses."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.courses import (
    AddCourse,
    CancelTrainingSession,
    ChangeCourse,
    CourseList,
    CourseView,
    ExportTraining,
    ListCourses,
    ListTrainingSessions,
    PlanTrainingSession,
    RecordTrainingResults,
    ReturnSeat,
    ShowTrainingRecord,
    ShowTrainingSession,
    TakeSeat,
    TrainingRecord,
    TrainingRows,
    TrainingSessionPage,
    TrainingSessionView,
)
from services.recruitment.courses import operations, queries


class CoursesEntrypoints(Service):
    """Courses, their sessions, and what people learnt."""

    @rpc(ListCourses)
    def list_courses(self, work: Work, request: ListCourses) -> CourseList:
        return queries.courses(work.session, work.actor, request)

    @rpc(AddCourse, writes=True)
    def add_course(self, work: Work, request: AddCourse) -> CourseView:
        return operations.add(work.session, work.actor, request)

    @rpc(ChangeCourse, writes=True)
    def change_course(self, work: Work, request: ChangeCourse) -> CourseView:
        return operations.change(work.session, work.actor, request)

    @rpc(ListTrainingSessions)
    def list_training_sessions(
        self, work: Work, request: ListTrainingSessions
    ) -> TrainingSessionPage:
        return queries.page(work.session, work.actor, request)

    @rpc(ShowTrainingSession)
    def show_training_session(
        self, work: Work, request: ShowTrainingSession
    ) -> TrainingSessionView:
        return queries.session_of(work.session, work.actor, request.session_id)

    @rpc(PlanTrainingSession, writes=True)
    def plan_training_session(
        self, work: Work, request: PlanTrainingSession
    ) -> TrainingSessionView:
        return operations.plan(work.session, work.actor, request)

    @rpc(CancelTrainingSession, writes=True)
    def cancel_training_session(
        self, work: Work, request: CancelTrainingSession
    ) -> TrainingSessionView:
        return operations.cancel(work.session, work.actor, request)

    @rpc(TakeSeat, writes=True)
    def take_seat(self, work: Work, request: TakeSeat) -> TrainingSessionView:
        return operations.take_seat(work.session, work.actor, request)

    @rpc(ReturnSeat, writes=True)
    def return_seat(self, work: Work, request: ReturnSeat) -> TrainingSessionView:
        return operations.return_seat(work.session, work.actor, request)

    @rpc(RecordTrainingResults, writes=True)
    def record_training_results(
        self, work: Work, request: RecordTrainingResults
    ) -> TrainingSessionView:
        return operations.record(work.session, work.actor, request)

    @rpc(ShowTrainingRecord)
    def show_training_record(self, work: Work, request: ShowTrainingRecord) -> TrainingRecord:
        return queries.record(work.session, work.actor, request)

    @rpc(ExportTraining)
    def export_training(self, work: Work, request: ExportTraining) -> TrainingRows:
        return queries.exported(work.session, work.actor, request)
