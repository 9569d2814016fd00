"""Ending before the term, judging the year, and what the clock does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act_as_system
from bus import outbox
from contracts.recruitment.appointments import AppointmentEvaluated, AppointmentView
from contracts.recruitment.notices import TERM_ENDING, NoticeRequested
from contracts.recruitment.terms import (
    DismissCommissioner,
    EndAppointment,
    EvaluateCommissioner,
    TermEnding,
)
from contracts.recruitment.words import AppointmentState, EndReason, PostState
from runtime import clock
from runtime.identifiers import new_id
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment.model import Appointment
from services.recruitment.appointment.operations import facts_of, move_on, note, take_back, take_up
from services.recruitment.appointment.rules import Deed, required
from services.recruitment.back_entries import operations as back_entries
from services.recruitment.office import queries as office_queries
from services.recruitment.office.operations import (
    begin_if_ready,
    end_office,
    expire,
    remind_on,
    reminders_of,
)
from services.recruitment.office.rules import is_over, leaves_community, next_reminder
from services.recruitment.posts.model import Post
from services.recruitment.terms import rules
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, roles_for
from vocabulary.problems import wrong_field

#: Rows of one kind in one turn of the clock.
AT_ONCE = 100


def leave(session: Session, actor: Actor, request: EndAppointment) -> AppointmentView:
    """End a term because the person resigns, moves away or dies (离任); for removals see `dismiss`.

    A person who moves away or dies leaves every post of the community, with their proposals.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`; or it ended, but not by
        its term.
        Invalid: a wrong `ended_on` or `successor`.
    """
    reason, others = EndReason(request.reason), list[Appointment]()
    if leaves_community(reason):
        found = appointments.one_of(session, actor, request.appointment_id)
        others.extend(appointments.all_of_person(session, found))
    appointment = take_up(
        session, actor, request.appointment_id, Deed.LEAVE, expected=request.expected_version
    )
    ended_on = _ended_on(session, appointment, request.ended_on)
    held = [one for one in others if one.state is AppointmentState.IN_OFFICE]
    # Future appointments come first: a person who is gone must not follow on any post, even their
    # own.
    for one in others:
        if one not in held:
            take_back(session, actor, one, because=reason.value)
    for one in (appointment, *held):
        _end(
            session,
            actor,
            one,
            Deed.LEAVE,
            reason=reason,
            ended_on=_within(one, ended_on),
            successor=request.successor,
            words=request.note,
        )
    return appointments.whole(session, actor, appointment)


def dismiss(session: Session, actor: Actor, request: DismissCommissioner) -> AppointmentView:
    """The committee removes a commissioner, with its reason and after a hearing (解聘).

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`; or it ended, but not by
        its term.
        Invalid: a wrong `ended_on`, `heard_on` or `successor`.
    """
    appointment = take_up(
        session, actor, request.appointment_id, Deed.DISMISS, expected=request.expected_version
    )
    ended_on = _ended_on(session, appointment, request.ended_on)
    rules.check_hearing(
        began_on=required(appointment.began_on), heard_on=request.heard_on, ended_on=ended_on
    )
    appointment.heard_on, appointment.hearing = request.heard_on, request.hearing
    _end(
        session,
        actor,
        appointment,
        Deed.DISMISS,
        reason=EndReason.DISMISSED,
        ended_on=ended_on,
        successor=request.successor,
        words=request.reason,
    )
    return appointments.whole(session, actor, appointment)


def evaluate(session: Session, actor: Actor, request: EvaluateCommissioner) -> AppointmentView:
    """The committee says what the year was worth (年度评价); renewal asks for it.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`.
        Invalid: a wrong `happened_on`.
    """
    appointment = take_up(
        session, actor, request.appointment_id, Deed.EVALUATE, expected=request.expected_version
    )
    on = back_entries.day_of_step(
        session,
        appointment.community,
        request.happened_on,
        previous=required(appointment.began_on),
    )
    appointment.grade, appointment.evaluation = request.grade, request.text
    appointment.evaluated_on = on
    move_on(
        session,
        actor,
        appointment,
        Deed.EVALUATE,
        on=on,
        words=request.text,
        grade=request.grade.value,
    )
    event = AppointmentEvaluated(
        **facts_of(appointment),
        commissioner=appointment.person_id,
        grade=request.grade,
        evaluated_on=on,
    )
    outbox.add(session, event, actor=actor)
    return appointments.whole(session, actor, appointment)


def keep(session: Session, now: dt.datetime) -> dict[str, int]:
    """The clock's work on terms at a moment: returns how many ended, began and were reminded of.

    A post is claimed before its appointments, and one that another process works on is left to that
    one; so each is done once, for any number of processes.
    """
    act_as_system(session)
    return {
        "expired": _each(session, _overdue(now), _expire(now)),
        "began": _each(session, _to_begin(now), _begin(now)),
        "reminded": _each(session, _to_remind(now), _remind(now)),
    }


Turn = Callable[[Session, Appointment], bool]


def _each(session: Session, due: sa.Select[UUID, UUID], turn: Turn) -> int:
    """Do it with each that is still due once its post is claimed; returns how many were.

    Those that cannot be done now stay due; the next turn goes on after them, so that they never
    block others.
    """
    done = passed = 0
    while found := session.execute(due.offset(passed).limit(AT_ONCE)).all():
        for row in found:
            if not _turned(session, row.id, row.post_id, turn):
                # Rows skipped by a turn may no longer be due, and then do not come before others.
                still = session.execute(due.where(Appointment.id == row.id)).first()
                passed += still is not None
                continue
            done += 1
            if done == AT_ONCE:
                return done
    return done


def _turned(session: Session, appointment_id: UUID, post_id: UUID, turn: Turn) -> bool:
    hold = sa.select(Post.id).where(Post.id == post_id).with_for_update(skip_locked=True)
    if session.scalars(hold).first() is None:
        return False
    chosen = sa.select(Appointment).where(Appointment.id == appointment_id)
    again = chosen.with_for_update().execution_options(populate_existing=True)
    is_done = turn(session, session.scalars(again).one())
    session.flush()
    return is_done


def _overdue(now: dt.datetime) -> sa.Select[UUID, UUID]:
    return (
        sa.select(Appointment.id, Appointment.post_id)
        .where(
            Appointment.state == AppointmentState.IN_OFFICE,
            Appointment.term_to < day_of(now),
        )
        .order_by(Appointment.term_to, Appointment.id)
    )


def _expire(now: dt.datetime) -> Turn:
    def turn(session: Session, appointment: Appointment) -> bool:
        in_office = appointment.state is AppointmentState.IN_OFFICE
        if not in_office or not is_over(required(appointment.term_to), now):
            return False
        expire(session, RESIDENT, appointment)
        # The successor begins in the same moment: the post is never seen without a holder.
        _begin_waiting(session, RESIDENT, appointment.post_id, now)
        return True

    return turn


def _to_begin(now: dt.datetime) -> sa.Select[UUID, UUID]:
    return (
        sa.select(Appointment.id, Appointment.post_id)
        .join(Post, Post.id == Appointment.post_id)
        .where(
            office_queries.is_ready(),
            Appointment.term_from <= day_of(now),
            Appointment.term_to >= day_of(now),
            Post.state != PostState.CLOSED,
        )
        .order_by(Appointment.decided_on, Appointment.id)
    )


def _begin(now: dt.datetime) -> Turn:
    def turn(session: Session, appointment: Appointment) -> bool:
        return begin_if_ready(session, RESIDENT, appointment, now)

    return turn


def _to_remind(now: dt.datetime) -> sa.Select[UUID, UUID]:
    today = day_of(now)
    return (
        sa.select(Appointment.id, Appointment.post_id)
        .where(
            Appointment.state == AppointmentState.IN_OFFICE,
            Appointment.remind_on <= today,
            Appointment.term_to >= today,
        )
        .order_by(Appointment.remind_on, Appointment.id)
    )


def _remind(now: dt.datetime) -> Turn:
    today = day_of(now)

    def turn(session: Session, appointment: Appointment) -> bool:
        in_office = appointment.state is AppointmentState.IN_OFFICE
        if not in_office or appointment.remind_on is None or appointment.remind_on > today:
            return False
        term_to, began_on = required(appointment.term_to), required(appointment.began_on)
        coming = next_reminder(
            term_to=term_to,
            today=today,
            days=reminders_of(session, appointment.community, began_on),
            sent=appointment.reminded_days,
        )
        if coming is None:
            appointment.remind_on = None
            return False
        _, appointment.reminded_days = coming
        # A reminder that the clock sends late says what is left now.
        days_left = (term_to - today).days
        appointment.remind_on = remind_on(session, appointment, today, began_on=began_on)
        appointment.version += 1
        note(session, RESIDENT, appointment, "reminded", on=today, days_before=days_left)
        event = TermEnding(
            **facts_of(appointment),
            commissioner=appointment.person_id,
            term_to=term_to,
            days_before=days_left,
        )
        outbox.add(session, event, actor=RESIDENT)
        outbox.add(session, _said_to_people(appointment, event), actor=RESIDENT)
        return True

    return turn


def _said_to_people(appointment: Appointment, event: TermEnding) -> NoticeRequested:
    """The commissioner, and the staff who must evaluate, renew or plan the hand-over."""
    return NoticeRequested(
        request_id=new_id(),
        kind=TERM_ENDING.name,
        area=appointment.community,
        accounts=[appointment.person_id],
        roles=[*roles_for(Action.APPOINTMENT_PREPARE)],
        facts={"term_to": event.term_to.isoformat(), "days": str(event.days_before)},
        subject_kind="appointment",
        subject_id=str(appointment.id),
        version=1,
    )


def _begin_waiting(session: Session, actor: Actor, post_id: UUID, now: dt.datetime) -> None:
    for waiting in office_queries.waiting(session, post_id):
        if begin_if_ready(session, actor, waiting, now):
            return


def _end(
    session: Session,
    actor: Actor,
    appointment: Appointment,
    deed: Deed,
    *,
    reason: EndReason,
    ended_on: dt.date,
    successor: UUID | None,
    words: str | None,
) -> None:
    rules.check_late(
        ended=appointment.end_reason,
        ended_on=appointment.ended_on,
        earlier=ended_on,
    )
    is_gone = leaves_community(reason) and successor == appointment.person_id
    if successor is not None and (
        is_gone
        or not office_queries.in_office(
            session, appointment.community, successor, ended_on, appointment.id
        )
    ):
        raise wrong_field(
            "successor",
            "not_in_office",
            zh=f"{successor} 不是本社区在聘专员。",
            en=f"{successor} is not a commissioner in office in this community.",
        )
    end_office(
        session,
        actor,
        appointment,
        deed,
        reason=reason,
        ended_on=ended_on,
        successor=successor,
        words=words,
    )
    _begin_waiting(session, actor, appointment.post_id, clock.now())


def _within(appointment: Appointment, ended_on: dt.date) -> dt.date:
    """The same day, or the nearest one of this appointment: the person may have others."""
    return max(required(appointment.began_on), min(ended_on, required(appointment.term_to)))


def _ended_on(session: Session, appointment: Appointment, given: dt.date | None) -> dt.date:
    today = day_of(clock.now())
    ended_on = given or min(today, required(appointment.term_to))
    rules.check_end(
        began_on=required(appointment.began_on),
        term_to=required(appointment.term_to),
        ended_on=ended_on,
        today=today,
    )
    if given is not None:
        back_entries.enter(session, appointment.community, given, field="ended_on")
    return ended_on
