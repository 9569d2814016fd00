"""Keeping facts from events: the newest version of each wins, so order and repetition are nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeAlias

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
from contracts.volunteers.activities import ActivityHeld
from contracts.volunteers.fund import FundSettled
from contracts.volunteers.hours import HoursCounted
from contracts.volunteers.memberships import MembershipBegan
from runtime.database import insert_new, upsert_newer
from services.incentives.facts.model import (
    APPOINTMENT_FACT,
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
_HOUR = dt.timedelta(hours=1)
_KEY = ("kind", "thing_id", "part")


def keep_appeals(session: Session, deliveries: Sequence[Delivered[AppealEvent]]) -> None:
    """What was done about appeals: taken, referred, closed, opened again, rated."""
    _keep(session, [row for one in deliveries for row in _of_appeal(one.event, one.envelope.time)])


def keep_receptions(session: Session, events: Sequence[ReceptionRecorded]) -> None:
    """The people received."""
    rows = [
        _row(
            FactKind.RECEPTION,
            event.reception_id,
            event.version,
            event.community,
            event.commissioner,
            day_of(event.held_at),
            amount=event.visitors,
        )
        for event in events
    ]
    _keep(session, rows)


def keep_volunteers(session: Session, events: Sequence[VolunteersEvent]) -> None:
    """Activities held, people recruited, time that volunteers served, supported projects settled."""
    _keep(session, [_of_volunteers(event) for event in events])


def keep_courses(session: Session, events: Sequence[CourseEvent]) -> None:
    """What was learnt, and what was taken back."""
    _keep(session, [_of_course(event) for event in events])


def keep_meetings(session: Session, events: Sequence[SharingMeetingHeld]) -> None:
    """The meetings of those in office: a row for each seat, which counts if they came."""
    rows = [
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
        for event in events
        for seat in event.seats
    ]
    _keep(session, rows)


def keep_appointments(session: Session, events: Sequence[AppointmentEvent]) -> None:
    """The person who has which post, from which day to which."""
    rows = [_of_appointment(event) for event in events]
    unique = ("appointment_id", "told", "version")
    insert_new(session, APPOINTMENT_FACT, rows, unique=unique, returning="version")


def keep_posts(session: Session, events: Sequence[PostOpened]) -> None:
    """The posts that communities opened."""
    rows = [
        {
            "post_id": event.post_id,
            "version": event.version,
            "title": event.title,
            "category": event.category.value,
        }
        for event in events
    ]
    upsert_newer(session, POST_FACT, rows, key="post_id")


def keep_handbooks(session: Session, events: Sequence[HandbookPublished]) -> None:
    """The promises of each edition."""
    editions = [
        {
            "community": event.community,
            "edition": event.number,
            "published_on": event.published_on,
        }
        for event in events
    ]
    insert_new(
        session, EDITION_FACT, editions, unique=("community", "edition"), returning="edition"
    )
    promises = [
        {
            "community": event.community,
            "edition": event.number,
            "promise_id": promise.promise_id,
            "appointment_id": promise.appointment_id,
            "published_on": event.published_on,
            "text": promise.text,
            "target": promise.target,
            "unit": promise.unit,
            "period": promise.period,
        }
        for event in events
        for promise in event.promises
    ]
    unique = ("community", "edition", "promise_id")
    insert_new(session, PROMISE_FACT, promises, unique=unique, returning="edition")


def forget(session: Session) -> None:
    """Drop everything that follows from events, before it is rebuilt from them."""
    for table in (FACT, APPOINTMENT_FACT, POST_FACT, PROMISE_FACT, EDITION_FACT):
        session.execute(sa.delete(table))


def _keep(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    upsert_newer(session, FACT, rows, key=_KEY)


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
