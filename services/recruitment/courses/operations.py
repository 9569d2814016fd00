"""Offering courses, holding them, and writing down who learnt what."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.recruitment.courses import (
    SEATS_MOST,
    AddCourse,
    CancelTrainingSession,
    ChangeCourse,
    CourseBody,
    CourseCompleted,
    CourseResultRecorded,
    CourseView,
    PlanTrainingSession,
    RecordTrainingResults,
    ResultLine,
    ReturnSeat,
    TakeSeat,
    TrainingSessionView,
)
from contracts.recruitment.words import AttendanceState, CourseResult, TrainingState
from groundwork import areas, territories
from groundwork.kept import Kept
from runtime import clock
from runtime.identifiers import new_id
from services.recruitment.appointment.model import Appointment
from services.recruitment.back_entries import operations as back_entries
from services.recruitment.courses import queries, rules
from services.recruitment.courses.model import Attendance, Course, TrainingSession
from services.recruitment.courses.rules import Deed
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, check_version, wrong_field

_COURSES = Kept(Course, "course", "课程", "course", place="street")
_SESSIONS = Kept(TrainingSession, "training_session", "培训班次", "session", place="area")
_ATTENDANCES = Kept(Attendance, "attendance", "学员", "attendance")


def add(session: Session, actor: Actor, request: AddCourse) -> CourseView:
    """Offer a course in a street (R18).

    Raises:
        NotFound: not a street, or not one that the actor sees.
        Forbidden: the actor does not manage the courses of this street.
        PreconditionFailed: a version was expected of what is not there yet.
        Invalid: categories without being required.
    """
    territories.check_street(session, actor, Action.COURSE_READ, request.street)
    _check_manages(session, actor, request.street)
    # Until now there was none.
    check_version(request.expected_version, 0)
    rules.check_required(is_required=request.is_required, required_for=request.required_for)
    course = Course(id=new_id(), street=request.street, version=0, **_words(request))
    session.add(course)
    _COURSES.changed(session, actor, course, "added")
    return queries.shown_course(actor, course)


def change(session: Session, actor: Actor, request: ChangeCourse) -> CourseView:
    """Change a course, or stop offering it; courses passed stay passed.

    Raises:
        NotFound: none in a street that the actor sees.
        Forbidden: the actor does not manage the courses of this street.
        PreconditionFailed: it is at another version than expected.
        Invalid: categories without being required.
    """
    course = queries.one_course(session, actor, request.course_id, for_change=True)
    _check_manages(session, actor, course.street)
    check_version(request.expected_version, course.version)
    rules.check_required(is_required=request.is_required, required_for=request.required_for)
    for name, value in _words(request).items():
        setattr(course, name, value)
    _COURSES.changed(session, actor, course, "changed")
    return queries.shown_course(actor, course)


def plan(session: Session, actor: Actor, request: PlanTrainingSession) -> TrainingSessionView:
    """Hold a course in the street or in one of its communities; also one of an earlier day.

    Raises:
        NotFound: no such course in a street that the actor sees.
        Forbidden: the actor holds no sessions there.
        WrongState: the course is not offered any more.
        Invalid: an area of another street.
    """
    course = queries.one_course(session, actor, request.course_id)
    # Until now there was none.
    check_version(request.expected_version, 0)
    _check_area(session, request.area, course.street, day_of(request.starts_at))
    _check_records(session, actor, request.area)
    rules.check_offered(is_offered=course.is_offered)
    if request.area != course.street:
        # A session of the whole street belongs to the street and needs no consent.
        held_on = day_of(request.starts_at)
        back_entries.enter(session, request.area, held_on, field="starts_at")
    row = TrainingSession(
        id=new_id(),
        course_id=course.id,
        street=course.street,
        area=request.area,
        starts_at=request.starts_at,
        place=request.place,
        seats=request.seats,
        taken=0,
        state=TrainingState.PLANNED,
        version=0,
    )
    session.add(row)
    _SESSIONS.changed(session, actor, row, "planned")
    return queries.session_of(session, actor, row.id)


def cancel(session: Session, actor: Actor, request: CancelTrainingSession) -> TrainingSessionView:
    """Do not hold it after all.

    Raises:
        NotFound: none in a street that the actor sees.
        Forbidden: the actor holds no sessions there.
        PreconditionFailed: it is at another version than expected.
        WrongState: it was held, or cancelled already.
    """
    row = queries.one_session(session, actor, request.session_id, for_change=True)
    _check_records(session, actor, row.area)
    check_version(request.expected_version, row.version)
    row.state = rules.TABLE.follows("", row.state, Deed.CANCEL)
    done = rules.TABLE.deeds[Deed.CANCEL].done
    _SESSIONS.changed(session, actor, row, done, note=request.reason)
    return queries.session_of(session, actor, row.id)


def take_seat(session: Session, actor: Actor, request: TakeSeat) -> TrainingSessionView:
    """Take a seat, for oneself or for a person of one's communities.

    Raises:
        NotFound: none in a street that the actor sees.
        Forbidden: the seat is not the actor's own and not in their communities.
        PreconditionFailed: the session is at another version than expected.
        WrongState: cancelled, no seat left, or the person has one already.
        Invalid: not a community of this street, or a commissioner of another one.
    """
    row = queries.one_session(session, actor, request.session_id, for_change=True)
    check_version(request.expected_version, row.version)
    person = str(request.commissioner)
    _check_community(session, request.community, row)
    _check_enrols(session, actor, request.community, person)
    _check_not_elsewhere(session, request.community, request.commissioner)
    rules.TABLE.follows("", row.state, Deed.TAKE_SEAT)
    found = queries.attendance_of(session, row.id, person)
    rules.check_not_there_yet(found.state if found else None)
    rules.check_seat_free(taken=row.taken, seats=row.seats)
    if found is None:
        found = Attendance(
            id=new_id(), session_id=row.id, person=person, community=request.community, version=0
        )
        session.add(found)
    found.state, found.community = AttendanceState.ENROLLED, request.community
    row.taken += 1
    _ATTENDANCES.changed(session, actor, found, "enrolled")
    _SESSIONS.changed(session, actor, row, rules.TABLE.deeds[Deed.TAKE_SEAT].done)
    return queries.session_of(session, actor, row.id)


def return_seat(session: Session, actor: Actor, request: ReturnSeat) -> TrainingSessionView:
    """Give a seat back before the session.

    Raises:
        NotFound: none in a street that the actor sees.
        Forbidden: the seat is not the actor's own and not in their communities.
        PreconditionFailed: the session is at another version than expected.
        WrongState: the session is over, or there is no seat.
    """
    row = queries.one_session(session, actor, request.session_id, for_change=True)
    check_version(request.expected_version, row.version)
    person = str(request.commissioner)
    found = queries.attendance_of(session, row.id, person)
    _check_enrols(session, actor, found.community if found else row.area, person)
    rules.TABLE.follows("", row.state, Deed.RETURN_SEAT)
    rules.check_has_seat(found.state if found else None)
    if found is not None:
        found.state = AttendanceState.LEFT
        row.taken -= 1
        _ATTENDANCES.changed(session, actor, found, "left")
        _SESSIONS.changed(session, actor, row, rules.TABLE.deeds[Deed.RETURN_SEAT].done)
    return queries.session_of(session, actor, row.id)


def record(session: Session, actor: Actor, request: RecordTrainingResults) -> TrainingSessionView:
    """Write down who was there and what came of it; the session is held with it (R18).

    Raises:
        NotFound: none in a street that the actor sees.
        Forbidden: the actor holds no sessions there.
        PreconditionFailed: it is at another version than expected.
        WrongState: cancelled, or not begun yet.
        Invalid: somebody without a seat, twice, or absent with a result.
    """
    row = queries.one_session(session, actor, request.session_id, for_change=True)
    _check_records(session, actor, row.area)
    check_version(request.expected_version, row.version)
    state = rules.TABLE.follows("", row.state, Deed.RECORD)
    rules.check_begun(row.starts_at, clock.now())
    seated = _seated(session, row.id)
    rules.check_lines(
        [str(line.commissioner) for line in request.lines],
        known=seated,
        passed_absent=[
            str(line.commissioner) for line in request.lines if line.result and not line.attended
        ],
        most=SEATS_MOST,
    )
    course = session.get_one(Course, row.course_id)
    for line in request.lines:
        _write_down(session, actor, seated[str(line.commissioner)], line, row, course)
    row.state = state
    done = rules.TABLE.deeds[Deed.RECORD].done
    _SESSIONS.changed(session, actor, row, done, lines=len(request.lines))
    return queries.session_of(session, actor, row.id)


def name_account(session: Session, actor: Actor, before: UUID, account: UUID) -> None:
    """Give this account the training of its person before they had an account.

    Of a session in which the account has a place of its own, each keeps what it has.
    """
    there = sa.select(Attendance.session_id).where(Attendance.person == str(account))
    chosen = sa.select(Attendance).where(
        Attendance.person == str(before), Attendance.session_id.not_in(there)
    )
    for found in session.scalars(chosen.order_by(Attendance.id).with_for_update()).all():
        found.person = str(account)
        _ATTENDANCES.changed(session, actor, found, "account_named")


def _write_down(
    session: Session,
    actor: Actor,
    found: Attendance,
    line: ResultLine,
    row: TrainingSession,
    course: Course,
) -> None:
    state = AttendanceState.ATTENDED if line.attended else AttendanceState.ABSENT
    if (found.state, found.result) == (state, line.result):
        return
    passes = line.result is CourseResult.PASSED and found.result is not CourseResult.PASSED
    found.state, found.result = state, line.result
    _ATTENDANCES.changed(
        session, actor, found, state.value, result=line.result.value if line.result else None
    )
    told: dict[str, Any] = {
        "attendance_id": found.id,
        "course_id": course.id,
        "community": found.community,
        "commissioner": UUID(found.person),
        "version": found.version,
    }
    held_on = day_of(row.starts_at)
    recorded = CourseResultRecorded(**told, held_on=held_on, state=state, result=line.result)
    outbox.add(session, recorded, actor=actor)
    if passes:
        completed = CourseCompleted(**told, completed_on=held_on, hours=course.hours)
        outbox.add(session, completed, actor=actor)


def _seated(session: Session, session_id: UUID) -> dict[str, Attendance]:
    chosen = sa.select(Attendance).where(
        Attendance.session_id == session_id, Attendance.state != AttendanceState.LEFT
    )
    return {found.person: found for found in session.scalars(chosen)}


def _words(body: CourseBody) -> dict[str, Any]:
    return {
        "title": body.title,
        "content": body.content,
        "hours": body.hours,
        "is_required": body.is_required,
        "required_for": None
        if body.required_for is None
        else [one.value for one in body.required_for],
        "is_offered": body.is_offered,
    }


def _check_manages(session: Session, actor: Actor, street: str) -> None:
    if not may(actor, Action.COURSE_MANAGE, area=street):
        raise Forbidden(
            "只有街道办可以开设和修改课程。", "Only the street office may offer and change courses."
        )
    act(session, actor, Action.COURSE_MANAGE, area=street)


def _check_records(session: Session, actor: Actor, area: str) -> None:
    if not may(actor, Action.TRAINING_RECORD, area=area):
        raise Forbidden(
            f"您不能在 {area} 组织培训。",
            f"You may not hold sessions in {area}; its own staff may.",
        )
    act(session, actor, Action.TRAINING_RECORD, area=area)


def _check_enrols(session: Session, actor: Actor, community: str, person: str) -> None:
    if not may(actor, Action.TRAINING_ENROL, area=community, owner=person):
        raise Forbidden(
            "只能为本人或本社区的专员报名和退出。",
            "You may take and return seats only for yourself or for commissioners of your "
            "communities.",
        )
    act(session, actor, Action.TRAINING_ENROL, area=community, owner=person)


def _check_not_elsewhere(session: Session, community: str, person_id: UUID) -> None:
    """Writing training records is for the communities that know the person."""
    chosen = sa.select(Appointment.community).where(Appointment.person_id == person_id).distinct()
    known_in = session.scalars(chosen).all()
    if known_in and community not in known_in:
        raise wrong_field(
            "commissioner",
            "of_another_community",
            zh=f"{person_id} 是其他社区的专员或拟聘人选，请由该社区报名。",
            en=f"{person_id} is commissioner or candidate of another community; that "
            "community must take the seat for them.",
        )


def _check_area(session: Session, area: str, street: str, day: dt.date) -> None:
    if area == street:
        return
    areas.check_community(session, area, day, field="area")
    _check_same_street("area", area, street)


def _check_community(session: Session, community: str, row: TrainingSession) -> None:
    areas.check_community(session, community, day_of(row.starts_at))
    _check_same_street("community", community, row.street)


def _check_same_street(field: str, area: str, street: str) -> None:
    if street_of(area) != street:
        raise wrong_field(
            field,
            "another_street",
            zh=f"{area} 不属于街道 {street}。",
            en=f"{area} is not in the street {street}.",
        )
