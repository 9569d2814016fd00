"""Reading courses, sessions and records."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.courses import (
    AttendanceView,
    CourseList,
    CourseView,
    ExportTraining,
    ListCourses,
    ListTrainingSessions,
    RequiredCourse,
    ShowTrainingRecord,
    TrainingRecord,
    TrainingRow,
    TrainingRows,
    TrainingSessionPage,
    TrainingSessionView,
)
from contracts.recruitment.words import AttendanceState, CourseResult, PostCategory
from groundwork import territories
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import any_of, on_days
from runtime.scope import visible_to
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment.model import Appointment
from services.recruitment.certificates import rules as certificates
from services.recruitment.certificates.model import Certificate
from services.recruitment.courses import rules
from services.recruitment.courses.model import Attendance, Course, TrainingSession
from services.recruitment.courses.rules import Deed
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound, wrong_field
from vocabulary.state_table import where

ORDER = paging.Order(
    {"starts_at": TrainingSession.starts_at}, identity=TrainingSession.id, usual="-starts_at"
)
_COURSES = paging.Order(
    {"title": Course.title, "hours": Course.hours}, identity=Course.id, usual="title"
)
_COURSE = Copying(Course, CourseView, given=("required_for", "possible"))
_SESSION = Copying(
    TrainingSession, TrainingSessionView, given=("course_title", "possible", "attendances")
)
_ATTENDANCE = Copying(
    Attendance,
    AttendanceView,
    given=("course_id", "course_title", "starts_at", "place", "hours", "commissioner", "name"),
)
#: More rows than a year of a large street has; a shorter period gives the others.
ROWS_MOST = 5000


def courses(session: Session, actor: Actor, request: ListCourses) -> CourseList:
    """A page of the courses of a street, by title unless sorted otherwise.

    Raises:
        NotFound: not a street, or not one that the actor sees.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    territories.check_street(session, actor, Action.COURSE_READ, request.street)
    chosen = sa.select(Course).where(Course.street == request.street)
    found = paging.page(session, chosen, _COURSES, request)
    return CourseList(items=[shown_course(actor, course) for course in found.rows], **found.besides)


def page(session: Session, actor: Actor, request: ListTrainingSessions) -> TrainingSessionPage:
    """A page of the sessions of a street, newest first unless sorted otherwise.

    Raises:
        NotFound: not a street, or not one that the actor sees.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    territories.check_street(session, actor, Action.COURSE_READ, request.street)
    chosen = sa.select(TrainingSession).where(
        TrainingSession.street == request.street,
        *([TrainingSession.course_id == request.course_id] if request.course_id else []),
        *any_of(TrainingSession.state, request.state),
        *on_days(TrainingSession.starts_at, request.starts_from, request.starts_to),
    )
    found = paging.page(session, chosen, ORDER, request)
    titles = _courses_of(session, found.rows)
    possible = possible_with(session, actor, found.rows)
    return TrainingSessionPage(
        items=[shown_session(row, titles[row.course_id], possible[row.id]) for row in found.rows],
        **found.besides,
    )


def session_of(session: Session, actor: Actor, session_id: UUID) -> TrainingSessionView:
    """One session, with those who take part as far as the actor sees them.

    Raises:
        NotFound: none, or one of another street.
    """
    row = one_session(session, actor, session_id)
    course = session.get_one(Course, row.course_id)
    chosen = _visible(actor).where(Attendance.session_id == row.id).order_by(Attendance.id)
    attendances = session.scalars(chosen).all()
    possible = possible_with(session, actor, [row])
    seen = _attendances(session, actor, [(one, row, course) for one in attendances])
    return shown_session(row, course, possible[row.id], seen)


def possible_with(
    session: Session, actor: Actor, found: Sequence[TrainingSession]
) -> Mapping[UUID, list[str]]:
    """The deeds that the actor can do now with each of these sessions."""
    chosen = sa.select(Attendance.session_id, Attendance.state).where(
        Attendance.session_id.in_([row.id for row in found]), Attendance.person == actor.account
    )
    own = {row[0]: row[1] for row in session.execute(chosen)}
    possible = {}
    for row in found:
        enrols, is_for_others = _enrols(actor, row)
        deeds = rules.TABLE.granted(actor, area=row.area)
        held = rules.held(
            taken=row.taken,
            seats=row.seats,
            has_begun=row.starts_at <= clock.now(),
            own=own.get(row.id),
            is_for_others=is_for_others,
        )
        seats = {Deed.TAKE_SEAT, Deed.RETURN_SEAT} if enrols else set()
        possible[row.id] = rules.TABLE.offered(row.state, deeds | seats, held=held)
    return possible


def _enrols(actor: Actor, row: TrainingSession) -> tuple[bool, bool]:
    """Whether the actor enrols anybody in the session's street, and others than themselves."""
    places = _places(actor, row.street, row.area)
    action = Action.TRAINING_ENROL
    others = any(may(actor, action, area=place) for place in places)
    return others or any(
        may(actor, action, area=place, owner=actor.account) for place in places
    ), others


def _places(actor: Actor, street: str, area: str) -> set[str]:
    """This area, and where in the street the actor has a role."""
    return {area, *(grant.area for grant in actor.grants if street_of(grant.area) == street)}


def record(session: Session, actor: Actor, request: ShowTrainingRecord) -> TrainingRecord:
    """The training of one person, and the requirements of a post of this category.

    Raises:
        NotFound: there is none that the actor sees.
    """
    person = str(request.commissioner)
    chosen = (
        _with_courses()
        .where(_sees(actor), Attendance.person == person)
        .order_by(TrainingSession.starts_at.desc(), Attendance.id.desc())
    )
    rows = session.execute(chosen).all()
    if not rows and person != actor.account and not _is_appointed(session, actor, person):
        raise NotFound(f"没有 {person} 的培训记录。", f"There is no training record of {person}.")
    items = _attendances(session, actor, rows)
    areas = [item.community for item in items] + [grant.area for grant in actor.grants]
    return TrainingRecord(
        commissioner=request.commissioner,
        items=items,
        hours=sum(item.hours for item in items if item.state is AttendanceState.ATTENDED),
        required=_required(session, street_of(areas[0]), items, request.category) if areas else [],
    )


def own(session: Session, actor: Actor) -> list[AttendanceView]:
    """Every attendance of the actor, oldest first."""
    chosen = (
        _with_courses()
        .where(_sees(actor, Action.APPOINTMENT_COPY))
        .order_by(TrainingSession.starts_at, Attendance.id)
    )
    return _attendances(session, actor, session.execute(chosen).all())


def exported(session: Session, actor: Actor, request: ExportTraining) -> TrainingRows:
    """Attendances of a street as a table, as far as the actor sees them.

    Raises:
        NotFound: not a street, or not one that the actor sees.
        Invalid: more rows than a table takes.
    """
    territories.check_street(session, actor, Action.COURSE_READ, request.street)
    chosen = (
        _with_courses()
        .where(
            _sees(actor),
            TrainingSession.street == request.street,
            *on_days(TrainingSession.starts_at, request.starts_from, request.starts_to),
        )
        .order_by(TrainingSession.starts_at, Attendance.id)
        .limit(ROWS_MOST + 1)
    )
    rows = session.execute(chosen).all()
    if len(rows) > ROWS_MOST:
        raise wrong_field(
            "starts_from",
            "too_many_rows",
            zh=f"超过 {ROWS_MOST} 行，请缩短时间范围。",
            en=f"More than {ROWS_MOST} rows; ask for a shorter period.",
        )
    known = _known(session, actor, {(one.person, one.community) for one, _, _ in rows})
    return TrainingRows(
        rows=[
            TrainingRow(
                course=course.title,
                starts_at=held.starts_at,
                place=held.place,
                hours=course.hours,
                community=one.community,
                state=one.state,
                result=one.result,
                **known.get((one.person, one.community), {}),
            )
            for one, held, course in rows
        ]
    )


def one_course(
    session: Session, actor: Actor, course_id: UUID, *, for_change: bool = False
) -> Course:
    """One course of a street that the actor sees.

    Raises:
        NotFound: none, or one of another street.
    """
    chosen = sa.select(Course).where(Course.id == course_id)
    course = session.scalars(chosen.with_for_update() if for_change else chosen).one_or_none()
    if course is None or not _sees_street(session, actor, course.street):
        raise NotFound(f"没有课程 {course_id}。", f"There is no course {course_id}.")
    return course


def one_session(
    session: Session, actor: Actor, session_id: UUID, *, for_change: bool = False
) -> TrainingSession:
    """One session of a street that the actor sees.

    Raises:
        NotFound: none, or one of another street.
    """
    chosen = sa.select(TrainingSession).where(TrainingSession.id == session_id)
    row = session.scalars(chosen.with_for_update() if for_change else chosen).one_or_none()
    if row is None or not _sees_street(session, actor, row.street):
        raise NotFound(f"没有培训 {session_id}。", f"There is no session {session_id}.")
    return row


def attendance_of(session: Session, session_id: UUID, person: str) -> Attendance | None:
    """A person's place in a session."""
    return session.scalars(
        sa.select(Attendance).where(
            Attendance.session_id == session_id, Attendance.person == person
        )
    ).one_or_none()


def shown_course(actor: Actor, course: Course) -> CourseView:
    """One course."""
    changes = may(actor, Action.COURSE_MANAGE, area=course.street)
    holds = any(
        may(actor, Action.TRAINING_RECORD, area=place)
        for place in _places(actor, course.street, course.street)
    )
    required_for = course.required_for
    return _COURSE(
        course,
        required_for=None if required_for is None else [PostCategory(one) for one in required_for],
        possible=where(edit=changes, sessions=holds and course.is_offered),
    )


def shown_session(
    row: TrainingSession,
    course: Course,
    possible: list[str],
    attendances: list[AttendanceView] | None = None,
) -> TrainingSessionView:
    """One session; `possible`: see `possible_with`."""
    return _SESSION(row, course_title=course.title, possible=possible, attendances=attendances)


def _with_courses() -> sa.Select[Attendance, TrainingSession, Course]:
    """Attendances, each with its session and course."""
    return (
        sa.select(Attendance, TrainingSession, Course)
        .join(TrainingSession, TrainingSession.id == Attendance.session_id)
        .join(Course, Course.id == TrainingSession.course_id)
    )


def _sees(actor: Actor, action: Action = Action.TRAINING_READ) -> sa.ColumnElement[bool]:
    return visible_to(actor, action, area=Attendance.community, owner=Attendance.person)


def _is_appointed(session: Session, actor: Actor, person: str) -> bool:
    """Whether it is a commissioner whom the actor sees: before any training the record is empty."""
    sees = visible_to(
        actor, Action.TRAINING_READ, area=Appointment.community, owner=Appointment.account
    )
    chosen = sa.select(Appointment.id).where(sees, Appointment.account == person)
    return session.scalar(chosen.limit(1)) is not None


def _visible(actor: Actor) -> sa.Select[Any]:
    return sa.select(Attendance).where(_sees(actor))


def _sees_street(session: Session, actor: Actor, street: str) -> bool:
    try:
        territories.check_street(session, actor, Action.COURSE_READ, street)
    except NotFound:
        return False
    return True


def _courses_of(session: Session, rows: Sequence[TrainingSession]) -> dict[UUID, Course]:
    wanted = {row.course_id for row in rows}
    found = session.scalars(sa.select(Course).where(Course.id.in_(wanted)))
    return {course.id: course for course in found}


def _attendances(session: Session, actor: Actor, rows: Sequence[Any]) -> list[AttendanceView]:
    """Attendances with their sessions and courses, and how the people are called."""
    known = _known(session, actor, {(one.person, one.community) for one, _, _ in rows})
    return [
        _attendance(one, held, course, known.get((one.person, one.community), {}).get("name"))
        for one, held, course in rows
    ]


def _attendance(
    one: Attendance, row: TrainingSession, course: Course, name: str | None
) -> AttendanceView:
    return _ATTENDANCE(
        one,
        course_id=course.id,
        course_title=course.title,
        starts_at=row.starts_at,
        place=row.place,
        hours=course.hours,
        commissioner=UUID(one.person),
        name=name,
    )


def _required(
    session: Session, street: str, items: Sequence[AttendanceView], category: PostCategory | None
) -> list[RequiredCourse]:
    passed = {
        item.course_id: day_of(item.starts_at)
        for item in items  # newest first, so that the first day on which it was passed stays
        if item.result is CourseResult.PASSED
    }
    chosen = sa.select(Course).where(Course.street == street, Course.is_required.is_(True))
    return [
        RequiredCourse(course_id=course.id, title=course.title, passed_on=passed.get(course.id))
        for course in session.scalars(chosen.order_by(Course.title, Course.id))
        if rules.is_required_of(
            category, is_required=course.is_required, required_for=course.required_for
        )
    ]


def _known(
    session: Session, actor: Actor, people: Collection[tuple[str, str]]
) -> dict[tuple[str, str], dict[str, str | None]]:
    """Name and certificate of people by their latest appointment in a community.

    The name is masked for a reader who only oversees, as the appointment shows it.
    """
    certified = (Certificate.appointment_id == Appointment.id) & (
        Certificate.state == certificates.Kept.STANDING
    )
    chosen = (
        sa.select(Appointment, Certificate.number)
        .outerjoin(Certificate, certified)
        .where(Appointment.person_id.in_({UUID(person) for person, _ in people}))
        .order_by(Appointment.proposed_at)
    )
    return {
        (str(row.person_id), row.community): {
            "name": appointments.name_for(actor, row),
            "certificate": number,
        }
        for row, number in session.execute(chosen)
    }
