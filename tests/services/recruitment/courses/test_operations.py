from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from contracts.recruitment.courses import (
    AddCourse,
    CancelTrainingSession,
    ChangeCourse,
    CourseCompleted,
    CourseResultRecorded,
    CourseView,
    ExportTraining,
    ListTrainingSessions,
    PlanTrainingSession,
    RecordTrainingResults,
    ResultLine,
    ReturnSeat,
    ShowTrainingRecord,
    TakeSeat,
    TrainingRecord,
    TrainingSessionView,
)
from contracts.recruitment.words import AttendanceState, CourseResult, PostCategory, TrainingState
from groundwork import history
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment.courses import operations, queries
from tests.builders import (
    DENGLIANG,
    LILIN,
    STAFF,
    STREET,
    YUELIANGWAN,
    an_actor,
    done,
    field_of,
    refused,
    shanghai,
)
from tests.outboxes import events
from tests.services.recruitment.appointing import a_post, proposed
from tests.services.recruitment.conftest import Arranged
from vocabulary.actors import Actor, Role
from vocabulary.masking import masked_name
from vocabulary.problems import Forbidden, Invalid, NotFound, PreconditionFailed, WrongState

OFFICER = an_actor(Role.STREET_OFFICER, STREET)
_PERSON = new_id()
_COMMISSIONER = an_actor(Role.COMMISSIONER, account=str(_PERSON))
_STRANGER = an_actor(Role.STREET_OFFICER, "440306001000")
_ELSEWHERE = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)


def _course(database: Database, actor: Actor = OFFICER, **changed: Any) -> CourseView:
    usual: dict[str, Any] = {
        "street": STREET,
        "title": "个人信息保护",
        "content": "哪些信息可以收集。",
        "hours": 2,
        "is_required": True,
    }
    return done(database, operations.add, actor, AddCourse(**usual | changed))


def _session(
    database: Database, course: CourseView, actor: Actor = STAFF, **changed: Any
) -> TrainingSessionView:
    usual: dict[str, Any] = {
        "course_id": course.id,
        "area": LILIN,
        "starts_at": shanghai(2013, 5, 4),
        "place": "社区工作站",
        "seats": 2,
    }
    return done(database, operations.plan, actor, PlanTrainingSession(**usual | changed))


def _seat(
    database: Database,
    held: TrainingSessionView,
    person: UUID = _PERSON,
    actor: Actor = STAFF,
    community: str = LILIN,
) -> TrainingSessionView:
    request = TakeSeat(session_id=held.id, commissioner=person, community=community)
    return done(database, operations.take_seat, actor, request)


def _record(
    database: Database,
    held: TrainingSessionView,
    *lines: ResultLine,
    actor: Actor = STAFF,
    **changed: Any,
) -> TrainingSessionView:
    request = RecordTrainingResults(session_id=held.id, lines=list(lines or [_line()]), **changed)
    return done(database, operations.record, actor, request)


def _line(
    person: UUID = _PERSON,
    result: CourseResult | None = CourseResult.PASSED,
    *,
    attended: bool = True,
) -> ResultLine:
    return ResultLine(commissioner=person, attended=attended, result=result)


def _read(
    database: Database, actor: Actor = STAFF, category: PostCategory | None = None
) -> TrainingRecord:
    request = ShowTrainingRecord(commissioner=_PERSON, category=category)
    return done(database, queries.record, actor, request)


def test_a_commissioner_learns_and_has_it_in_the_record(arranged: Arranged) -> None:
    """R18: 培训."""
    recruitment, course = arranged(_course)
    held = _session(recruitment, course)
    _seat(recruitment, held)

    shown = _record(recruitment, held)

    assert shown.state is TrainingState.HELD
    record = _read(recruitment)
    assert [(item.state, item.result) for item in record.items] == [
        (AttendanceState.ATTENDED, CourseResult.PASSED)
    ]
    assert record.hours == 2
    assert [(one.title, one.passed_on) for one in record.required] == [
        ("个人信息保护", dt.date(2013, 5, 4))
    ]


def test_the_world_hears_once_that_a_course_was_passed(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun)
    attendance = _seat(recruitment, held).attendances
    assert attendance
    _record(recruitment, held)
    _record(recruitment, held)

    recorded, told = events(recruitment, attendance[0].id)
    assert isinstance(recorded, CourseResultRecorded)
    assert isinstance(told, CourseCompleted)
    assert (told.commissioner, told.community, told.hours) == (_PERSON, LILIN, 2)
    assert told.completed_on == dt.date(2013, 5, 4)


def test_what_was_failed_is_still_required(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun)
    _seat(recruitment, held)
    _record(recruitment, held, _line(result=CourseResult.FAILED))

    assert [one.passed_on for one in _read(recruitment).required] == [None]


def test_a_result_can_be_corrected(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun)
    _seat(recruitment, held)
    _record(recruitment, held)

    _record(recruitment, held, _line(result=None, attended=False))

    assert [item.state for item in _read(recruitment).items] == [AttendanceState.ABSENT]
    assert _read(recruitment).hours == 0


def test_the_world_hears_of_each_correction(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun)
    attendances = _seat(recruitment, held).attendances
    assert attendances
    for line in (
        _line(),
        _line(result=CourseResult.FAILED),
        _line(result=CourseResult.FAILED),
        _line(),
        _line(result=None, attended=False),
    ):
        _record(recruitment, held, line)

    told = events(recruitment, attendances[0].id)
    recorded = [one for one in told if isinstance(one, CourseResultRecorded)]
    assert [(one.state, one.result, one.version) for one in recorded] == [
        (AttendanceState.ATTENDED, CourseResult.PASSED, 2),
        (AttendanceState.ATTENDED, CourseResult.FAILED, 3),
        (AttendanceState.ATTENDED, CourseResult.PASSED, 4),
        (AttendanceState.ABSENT, None, 5),
    ]
    assert {(one.commissioner, one.held_on) for one in recorded} == {(_PERSON, dt.date(2013, 5, 4))}
    completed = [one for one in told if isinstance(one, CourseCompleted)]
    assert [one.version for one in completed] == [2, 4]


def test_a_post_requires_the_courses_of_its_category(recruitment: Database) -> None:
    _course(recruitment, title="消防", required_for=[PostCategory.FIRE_SAFETY])
    _course(recruitment, title="自愿", is_required=False)
    _course(recruitment, title="通用")

    def required(category: PostCategory | None) -> list[str]:
        found = _read(recruitment, _COMMISSIONER, category)
        return sorted(one.title for one in found.required)

    assert required(PostCategory.FIRE_SAFETY) == ["消防", "通用"]
    assert required(PostCategory.CULTURE_AND_SPORTS) == ["通用"]


def test_two_who_want_the_last_seat_do_not_both_get_it(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun, seats=1)

    def attempt(person: UUID) -> bool:
        try:
            _seat(recruitment, held, person)
        except WrongState:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        outcomes = list(threads.map(attempt, [new_id() for _ in range(4)]))

    assert sum(outcomes) == 1


def test_a_seat_that_was_given_back_is_free_again(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun, seats=1)
    _seat(recruitment, held)
    back = ReturnSeat(session_id=held.id, commissioner=_PERSON)

    shown = done(recruitment, operations.return_seat, _COMMISSIONER, back)

    assert shown.taken == 0
    assert _seat(recruitment, held, new_id()).taken == 1
    assert isinstance(refused(done, recruitment, operations.return_seat, STAFF, back), WrongState)


def test_nobody_sits_twice(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun)
    _seat(recruitment, held)

    assert isinstance(refused(_seat, recruitment, held), WrongState)


@pytest.mark.one_database
def test_a_commissioner_takes_only_the_own_seat(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun)

    assert _seat(recruitment, held, actor=_COMMISSIONER).taken == 1
    problem = refused(_seat, recruitment, held, new_id(), _COMMISSIONER)
    assert isinstance(problem, Forbidden)


def test_each_sees_who_takes_part_as_far_as_the_table_says(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun, OFFICER, area=STREET)
    other = new_id()
    _seat(recruitment, held, actor=OFFICER)
    _seat(recruitment, held, other, OFFICER, DENGLIANG)

    def seen(actor: Actor) -> set[UUID]:
        found = done(recruitment, queries.session_of, actor, held.id).attendances
        return {one.commissioner for one in found or []}

    assert seen(OFFICER) == {_PERSON, other}
    assert seen(STAFF) == {_PERSON}
    assert seen(_ELSEWHERE) == {other}
    assert seen(_COMMISSIONER) == {_PERSON}
    assert isinstance(refused(seen, _STRANGER), NotFound)


@pytest.mark.one_database
def test_a_record_is_read_by_its_owner_and_by_the_own_community(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun)
    _seat(recruitment, held)

    assert len(_read(recruitment, _COMMISSIONER).items) == 1
    for actor in (_ELSEWHERE, an_actor(Role.COMMISSIONER), _STRANGER):
        assert isinstance(refused(_read, recruitment, actor), NotFound)


@pytest.mark.one_database
def test_a_commissioner_without_training_has_an_empty_record(arranged: Arranged) -> None:
    """Pages link to it from each commissioner's name, and it was not there."""
    recruitment, _begun = arranged(_course)
    appointment = proposed(recruitment, a_post(recruitment))
    request = ShowTrainingRecord(commissioner=appointment.commissioner)

    record = done(recruitment, queries.record, STAFF, request)

    assert (record.items, record.hours) == ([], 0)
    for actor in (_ELSEWHERE, _STRANGER):
        assert isinstance(refused(done, recruitment, queries.record, actor, request), NotFound)


@pytest.mark.parametrize("actor", [STAFF, _COMMISSIONER, an_actor(Role.PARTY_COMMITTEE)])
def test_only_the_street_office_offers_courses(recruitment: Database, actor: Actor) -> None:
    assert isinstance(refused(_course, recruitment, actor), Forbidden)
    course = _course(recruitment)
    request = ChangeCourse(
        course_id=course.id, title="其他", content="其他", hours=1, required_for=None
    )
    problem = refused(done, recruitment, operations.change, actor, request)
    assert isinstance(problem, Forbidden)


@pytest.mark.one_database
def test_people_of_a_community_hold_sessions_in_their_own(arranged: Arranged) -> None:
    recruitment, course = arranged(_course)

    assert isinstance(refused(_session, recruitment, course, STAFF, area=STREET), Forbidden)
    assert isinstance(refused(_session, recruitment, course, STAFF, area=YUELIANGWAN), Forbidden)
    assert isinstance(refused(_session, recruitment, course, _STRANGER), NotFound)
    held = _session(recruitment, course)
    _seat(recruitment, held)
    assert isinstance(refused(_record, recruitment, held, actor=_ELSEWHERE), Forbidden)


@pytest.mark.one_database
def test_a_course_of_another_street_is_held_by_its_own_people(arranged: Arranged) -> None:
    recruitment, course = arranged(_course)

    problem = refused(_session, recruitment, course, OFFICER, area="440306001001")

    assert isinstance(problem, Invalid)


def test_results_come_after_the_beginning(recruitment: Database) -> None:
    later = clock.now() + dt.timedelta(hours=1)
    held = _session(recruitment, _course(recruitment), starts_at=later)
    _seat(recruitment, held)

    assert isinstance(refused(_record, recruitment, held), WrongState)


@pytest.mark.one_database
def test_results_are_of_those_who_had_a_seat(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun)

    assert field_of(refused(_record, recruitment, held)) == ("lines", "no_seat")


def test_what_was_cancelled_is_not_held(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun)
    request = CancelTrainingSession(session_id=held.id, reason="台风")

    shown = done(recruitment, operations.cancel, STAFF, request)

    assert shown.state is TrainingState.CANCELLED
    assert isinstance(refused(_seat, recruitment, held), WrongState)
    with recruitment.reading() as session:
        entries = history.of(session, "training_session", held.id)
    assert [(entry.what, entry.note) for entry in entries] == [
        ("planned", None),
        ("cancelled", "台风"),
    ]


def test_a_course_that_is_offered_no_more_is_not_held(arranged: Arranged) -> None:
    recruitment, course = arranged(_course)
    request = ChangeCourse(
        course_id=course.id,
        title=course.title,
        content=course.content,
        hours=2,
        required_for=None,
        is_offered=False,
        expected_version=1,
    )
    assert course.possible == ["edit", "sessions"]

    changed = done(recruitment, operations.change, OFFICER, request)

    assert (changed.version, changed.possible) == (2, ["edit"])
    assert isinstance(refused(_session, recruitment, course), WrongState)
    problem = refused(done, recruitment, operations.change, OFFICER, request)
    assert isinstance(problem, PreconditionFailed)


@pytest.mark.one_database
def test_categories_go_with_what_is_required(recruitment: Database) -> None:
    problem = refused(
        _course, recruitment, is_required=False, required_for=[PostCategory.FIRE_SAFETY]
    )

    assert field_of(problem) == ("required_for", "not_required")


def test_sessions_are_listed_by_page(arranged: Arranged) -> None:
    recruitment, course = arranged(_course)
    days = [shanghai(2013, 5, day) for day in (4, 5, 6)]
    for day in days:
        _session(recruitment, course, starts_at=day)
    request = ListTrainingSessions.read({"street": STREET, "limit": 2, "total": True})

    found = done(recruitment, queries.page, _COMMISSIONER, request)

    assert [one.starts_at for one in found.items] == [days[2], days[1]]
    assert (found.total, found.next_cursor is not None) == (3, True)
    only = ListTrainingSessions.read({"street": STREET, "starts_to": "2013-05-04"})
    assert len(done(recruitment, queries.page, STAFF, only).items) == 1


def test_a_table_holds_what_the_reader_sees(arranged: Arranged) -> None:
    recruitment, begun = arranged(_course)
    held = _session(recruitment, begun)
    _seat(recruitment, held)
    _record(recruitment, held)
    request = ExportTraining(street=STREET, starts_from=dt.date(2013, 5, 4))

    (row,) = done(recruitment, queries.exported, STAFF, request).rows

    assert (row.course, row.starts_at, row.place) == (
        "个人信息保护",
        shanghai(2013, 5, 4, 10),
        "社区工作站",
    )
    assert (row.hours, row.community) == (2, LILIN)
    assert (row.state, row.result) == (AttendanceState.ATTENDED, CourseResult.PASSED)
    assert done(recruitment, queries.exported, _ELSEWHERE, request).rows == []


def test_a_table_names_people_as_clerks_know_them(arranged: Arranged) -> None:
    """A UUID did not show the person of a line; overseers see the name masked."""
    recruitment, begun = arranged(_course)
    appointment = proposed(recruitment, a_post(recruitment))
    held = _session(recruitment, begun)
    _seat(recruitment, held, person=appointment.commissioner)
    request = ExportTraining(street=STREET, starts_from=dt.date(2013, 5, 4))

    (row,) = done(recruitment, queries.exported, STAFF, request).rows
    (overseen,) = done(recruitment, queries.exported, OFFICER, request).rows

    assert row.name == appointment.name
    assert overseen.name == masked_name(appointment.name)


def test_a_workstation_takes_no_seat_for_a_commissioner_of_another_community(
    recruitment: Database,
) -> None:
    """What it writes down there would stand in the record of somebody whom it does not know."""
    elsewhere = an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN)
    held = _session(recruitment, _course(recruitment))
    theirs = proposed(recruitment, a_post(recruitment)).commissioner

    request = TakeSeat(session_id=held.id, commissioner=theirs, community=YUELIANGWAN)
    refusal = refused(done, recruitment, operations.take_seat, elsewhere, request)

    assert isinstance(refusal, Invalid)
    assert field_of(refusal) == ("commissioner", "of_another_community")
    _seat(recruitment, held, theirs)
