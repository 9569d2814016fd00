"""Keeping facts from events: the newest version of each wins, so order and repetition are nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias, get_args

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.entrypoints import Delivered
from contracts.appeals.actions import AppealActionTaken
from contracts.appeals.appeal import AppealFacts
from contracts.appeals.assignment import AppealAssigned
from contracts.appeals.closing import AppealClosed, AppealReopened
from contracts.appeals.rating import AppealRated
from contracts.appeals.receptions import ReceptionRecorded
from contracts.appeals.words import Method
from contracts.incentives.meetings import SharingMeetingHeld
from contracts.recruitment.appointments import (
    AppointmentAccountNamed,
    AppointmentErased,
    AppointmentEvaluated,
)
from contracts.recruitment.courses import CourseCompleted, CourseResultRecorded
from contracts.recruitment.handbooks import HandbookPublished
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from contracts.recruitment.posts import PostOpened
from contracts.registry import Event
from contracts.volunteers.activities import ActivityHeld
from contracts.volunteers.fund import FundSettled
from contracts.volunteers.hours import HoursCounted
from contracts.volunteers.memberships import MembershipBegan
from groundwork import generations
from runtime.database import insert_new, lock, upsert_newer
from services.incentives.facts.model import (
    APPOINTMENT_FACT,
    BESIDE,
    EDITION_FACT,
    FACT,
    POST_FACT,
    PROMISE_FACT,
)
from services.incentives.facts.rules import FactKind, Told
from vocabulary.periods import day_of

AppealEvent: TypeAlias = (
    AppealAssigned | AppealActionTaken | AppealClosed | AppealReopened | AppealRated
)
AppointmentEvent: TypeAlias = (
    AppointmentBegan
    | AppointmentEnded
    | AppointmentAccountNamed
    | AppointmentEvaluated
    | AppointmentErased
)
CourseEvent: TypeAlias = CourseCompleted | CourseResultRecorded
VolunteersEvent: TypeAlias = ActivityHeld | HoursCounted | MembershipBegan | FundSettled
APPEAL_EVENTS: tuple[type[Any], ...] = get_args(AppealEvent)
APPOINTMENT_EVENTS: tuple[type[Any], ...] = get_args(AppointmentEvent)
COURSE_EVENTS: tuple[type[Any], ...] = get_args(CourseEvent)
VOLUNTEERS_EVENTS: tuple[type[Any], ...] = get_args(VolunteersEvent)
#: Every event that tells a fact.
EVENTS: tuple[type[Event], ...] = (
    *APPEAL_EVENTS,
    *APPOINTMENT_EVENTS,
    *COURSE_EVENTS,
    *VOLUNTEERS_EVENTS,
    HandbookPublished,
    PostOpened,
    ReceptionRecorded,
    SharingMeetingHeld,
)
_HOUR = dt.timedelta(hours=1)
#: The keys of facts by their tables.
Keys: TypeAlias = dict[sa.Table, set[tuple[Any, ...]]]
#: Where more differ, it is quicker to compare everything.
_MOST_KEYS = 5_000
_KEYS_AT_ONCE = 500


def keep(session: Session, deliveries: Sequence[Delivered[Any]]) -> None:
    """What these events tell, as facts."""
    for table, rows in _told(deliveries):
        _keep(session, table, rows)


def begin_generation(session: Session, entries: int) -> int:
    """Begin to keep facts anew from so many entries of the logs; returns the generation's number."""
    number = generations.begin(session, entries)
    _clear(session)
    return number


def keep_again(
    session: Session, number: int, deliveries: Sequence[Delivered[Any]], *, read: int
) -> Keys:
    """Keep what a piece of a log tells beside the facts that are shown; gives the keys of these.

    Raises:
        WrongState: somebody began to keep them anew.
    """
    generations.hold(session, number, read=read)
    told = _told(deliveries)
    for table, rows in told:
        _keep(session, BESIDE[table], rows)
    return {
        table: {tuple(row[one.name] for one in table.primary_key) for row in rows}
        for table, rows in told
    }


def differing(session: Session) -> Keys | None:
    """The facts of which what is shown and what was built differ; none if they are too many.

    Takes long, so it is done while live events go on. What differs later was either told since, or
    differs now already.
    """
    found: Keys = {}
    left = _MOST_KEYS
    for shown, built in BESIDE.items():
        key, alike = _same(shown, built)
        gone = sa.select(*shown.primary_key).where(~sa.exists().where(alike))
        missing = sa.select(*built.primary_key).where(~sa.exists().where(key))
        found[shown] = set()
        for chosen in (gone, missing):
            rows = session.execute(chosen.limit(left + 1)).all()
            found[shown] |= {tuple(row) for row in rows}
            left -= len(rows)
            if left < 0:
                return None
    return found


def take_turns(session: Session) -> None:
    """Let no other change facts until this transaction ends; who reads goes on."""
    lock(session, *BESIDE)


def show_generation(
    session: Session, number: int, only: Sequence[Keys] | None = None
) -> tuple[int, int]:
    """Show what was built: of the facts shown so far, how many went, and how many came instead.

    The caller has taken turns and told the rest of the logs, so nothing is missing. Only what
    differs is written: mostly nothing. `only`: what differed before that, and what was told since;
    all is compared if that is not known.

    Raises:
        WrongState: somebody began to keep them anew.
    """
    generations.hold(session, number)
    gone = come = 0
    for shown, built in BESIDE.items():
        key, alike = _same(shown, built)
        for of_shown, of_built in _parts(shown, built, only):
            wrong = sa.delete(shown).where(of_shown, ~sa.exists().where(alike))
            gone += session.execute(wrong).rowcount  # type: ignore[attr-defined]  # of a change
            missing = sa.select(built).where(of_built, ~sa.exists().where(key))
            added = sa.insert(shown).from_select([one.name for one in built.c], missing)
            come += session.execute(added).rowcount  # type: ignore[attr-defined]  # of a change
    return gone, come


def _same(shown: sa.Table, built: sa.Table) -> tuple[Any, Any]:
    """Whether both are of one key, and whether all of them is the same."""
    key = sa.and_(*(shown.c[one.name] == one for one in built.primary_key))
    others = [one for one in built.c if not one.primary_key]
    return key, sa.and_(key, *(shown.c[one.name].is_not_distinct_from(one) for one in others))


def _parts(
    shown: sa.Table, built: sa.Table, only: Sequence[Keys] | None
) -> Iterator[tuple[Any, Any]]:
    """The rows of both tables to compare, part by part."""
    if only is None:
        yield sa.true(), sa.true()
        return
    keys = sorted(set[tuple[Any, ...]]().union(*(one.get(shown, ()) for one in only)))
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        part = keys[start : start + _KEYS_AT_ONCE]
        yield (
            sa.tuple_(*shown.primary_key).in_(part),
            sa.tuple_(*built.primary_key).in_(part),
        )


def end_generation(session: Session, number: int) -> None:
    """Note that this generation is shown, and forget what was built beside it.

    In a transaction of its own, so that nobody waits for it. One that is broken off before it counts
    as not done, and the next one forgets what it built.

    Raises:
        WrongState: somebody began to keep them anew, and what is beside them now is theirs.
    """
    generations.end(session, number)
    _clear(session)


def _clear(session: Session) -> None:
    for built in BESIDE.values():
        session.execute(sa.delete(built))


def _keep(session: Session, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    key = tuple(one.name for one in table.primary_key)
    if "version" in table.c and "version" not in key:
        upsert_newer(session, table, rows, key=key)
    else:
        # Each row is of one event, and never changes.
        insert_new(session, table, rows, unique=key, returning=key[0])


def _told(
    deliveries: Sequence[Delivered[Any]],
) -> list[tuple[sa.Table, list[dict[str, Any]]]]:
    """The rows by their tables, which always come in one order, so that nobody waits for a circle."""
    found: dict[sa.Table, list[dict[str, Any]]] = {table: [] for table in BESIDE}
    for one in deliveries:
        for table, row in _of(one.event, one.envelope.time):
            found[table].append(row)
    return [(table, rows) for table, rows in found.items() if rows]


def _of(event: Any, told_at: dt.datetime) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    if isinstance(event, APPOINTMENT_EVENTS):
        yield APPOINTMENT_FACT, _of_appointment(event)
    elif isinstance(event, PostOpened):
        yield POST_FACT, _of_post(event)
    elif isinstance(event, HandbookPublished):
        yield from _of_handbook(event)
    else:
        for row in _done(event, told_at):
            yield FACT, row


def _done(event: Any, told_at: dt.datetime) -> list[dict[str, Any]]:
    """What was done: received, taken, closed, learnt, met, held, served, settled."""
    if isinstance(event, APPEAL_EVENTS):
        return _of_appeal(event, told_at)
    if isinstance(event, ReceptionRecorded):
        return [_of_reception(event)]
    if isinstance(event, COURSE_EVENTS):
        return [_of_course(event)]
    if isinstance(event, SharingMeetingHeld):
        return _of_meeting(event)
    return [_of_volunteers(event)]


def _of_reception(event: ReceptionRecorded) -> dict[str, Any]:
    about = event.reception_id, event.version, event.community, event.commissioner
    return _row(FactKind.RECEPTION, *about, day_of(event.held_at), amount=event.visitors)


def _of_meeting(event: SharingMeetingHeld) -> list[dict[str, Any]]:
    """A row for each seat of those in office, which counts if they came."""
    return [
        _row(
            FactKind.MEETING,
            event.sharing_meeting_id,
            event.version,
            event.community,
            seat.commissioner,
            event.held_on,
            part=seat.number,
            amount=int(seat.is_present),
        )
        for seat in event.seats
    ]


def _of_post(event: PostOpened) -> dict[str, Any]:
    return {
        "post_id": event.post_id,
        "version": event.version,
        "title": event.title,
        "category": event.category.value,
    }


def _of_handbook(event: HandbookPublished) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    edition = {
        "community": event.community,
        "edition": event.number,
        "published_on": event.published_on,
    }
    yield EDITION_FACT, edition
    for promise in event.promises:
        told = {
            "promise_id": promise.promise_id,
            "appointment_id": promise.appointment_id,
            "text": promise.text,
            "target": promise.target,
            "unit": promise.unit,
            "period": promise.period,
        }
        yield PROMISE_FACT, edition | told


def _row(
    kind: FactKind,
    thing_id: Any,
    version: int,
    community: str,
    person: object,
    day: dt.date,
    *,
    part: int = 0,
    amount: int = 1,
    word: str | None = None,
    due_on: dt.date | None = None,
) -> dict[str, Any]:
    return {
        "kind": kind.value,
        "thing_id": thing_id,
        "part": part,
        "version": version,
        "community": community,
        "person": None if person is None else str(person),
        "day": day,
        "amount": amount,
        "word": word,
        "due_on": due_on,
    }


def _of_appeal(event: AppealEvent, told_at: dt.datetime) -> list[dict[str, Any]]:
    day = day_of(event.progressed_at or told_at)
    match event:
        case AppealAssigned():
            return [_about(event, FactKind.APPEAL_TAKEN, day, part=event.version)]
        case AppealActionTaken():
            # What was suggested to others is theirs to do; only what is reported is followed up.
            found = _first_answer(event, event.progressed_at)
            if event.method is Method.REPORT_AND_FOLLOW_UP:
                found.append(_about(event, FactKind.REFERRAL, day, part=event.version))
            return found
        case AppealClosed():
            closed_on = day_of(event.closed_at or told_at)
            outcome = event.outcome.value if event.outcome else None
            due_on = event.due_on
            kind = FactKind.APPEAL_CLOSED
            closed = _about(event, kind, closed_on, part=event.round, word=outcome, due_on=due_on)
            return [closed, *_first_answer(event, event.closed_at)]
        case AppealReopened():
            return [_about(event, FactKind.APPEAL_REOPENED, day, part=event.round)]
        case AppealRated():
            kind = FactKind.APPEAL_RATED
            return [_about(event, kind, day, part=event.round, amount=event.score)]


def _first_answer(event: AppealFacts, done_at: dt.datetime | None) -> list[dict[str, Any]]:
    """The first answer of an appeal, if this event is it: it counts for the person who had it then."""
    answered_at = event.first_response_at
    if answered_at is None or answered_at != done_at:
        return []
    hours = max(-((event.received_at - answered_at) // _HOUR), 1)
    return [_about(event, FactKind.FIRST_ANSWER, day_of(answered_at), part=0, amount=hours)]


def _about(
    event: AppealFacts, kind: FactKind, day: dt.date, *, part: int, **more: Any
) -> dict[str, Any]:
    return _row(
        kind,
        event.appeal_id,
        event.version,
        event.community,
        event.commissioner,
        day,
        part=part,
        **more,
    )


def _of_volunteers(event: VolunteersEvent) -> dict[str, Any]:
    match event:
        case ActivityHeld():
            about = event.activity_id, event.version, event.community, event.commissioner
            return _row(FactKind.ACTIVITY, *about, event.held_on)
        case HoursCounted():
            about = event.hours_id, event.version, event.community, event.commissioner
            return _row(FactKind.HOURS, *about, event.served_on, amount=event.minutes)
        case MembershipBegan():
            recruiter = event.recruited_by or event.commissioner
            about = event.membership_id, event.version, event.community, recruiter
            return _row(FactKind.RECRUITED, *about, event.began_on)
        case FundSettled():
            about = event.project_id, event.version, event.community, event.commissioner
            on_time = int(event.is_on_time)
            return _row(FactKind.PROJECT_SETTLED, *about, event.settled_on, amount=on_time)


def _of_course(event: CourseEvent) -> dict[str, Any]:
    about = event.attendance_id, event.version, event.community, event.commissioner
    if isinstance(event, CourseCompleted):
        day = event.completed_on
        return _row(FactKind.COURSE_COMPLETED, *about, day, amount=event.hours)
    result = event.result.value if event.result else None
    return _row(FactKind.COURSE_RESULT, *about, event.held_on, word=result)


def _of_appointment(event: AppointmentEvent) -> dict[str, Any]:
    found: dict[str, Any] = {
        "appointment_id": event.appointment_id,
        "version": event.version,
        "community": event.community,
        "person": None,
        "person_before": None,
        "post_id": event.post_id,
        "day": None,
        "word": None,
    }
    told: dict[str, Any]
    match event:
        case AppointmentBegan():
            kind = event.kind.value if event.kind else None
            told = {"told": Told.BEGAN, "day": event.began_on, "word": kind}
        case AppointmentEnded():
            told = {"told": Told.ENDED, "day": event.ended_on, "word": event.reason.value}
        case AppointmentAccountNamed():
            before = None if event.before is None else str(event.before)
            told = {"told": Told.NAMED, "person_before": before}
        case AppointmentEvaluated():
            grade = event.grade.value
            told = {"told": Told.EVALUATED, "day": event.evaluated_on, "word": grade}
        case AppointmentErased():
            return found | {"told": Told.ERASED.value}
    return found | told | {"told": told["told"].value, "person": str(event.commissioner)}
