"""Opening a public notice, and objections from residents until they are answered."""

from __future__ import annotations

import datetime as dt
import secrets
from uuid import UUID

from sqlalchemy.orm import Session

from bus import outbox
from contracts.recruitment.appointments import AppointmentView
from contracts.recruitment.public_notice import (
    AnswerObjection,
    NoticeOpened,
    ObjectionReceipt,
    OpenNotice,
    RecordObjection,
    SubmitObjection,
)
from contracts.recruitment.words import AppointmentState
from groundwork.workdays import check_known
from runtime import clock
from runtime.codes import print_of
from runtime.identifiers import new_id
from services.recruitment.applications import queries as applications
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment.model import Appointment, Objection
from services.recruitment.appointment.operations import day_of_deed, facts_of, move_on, take_up
from services.recruitment.appointment.rules import Deed, required
from services.recruitment.holidays import queries as holidays
from services.recruitment.public_notice import queries, rules
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of
from vocabulary.problems import NotFound, WrongState
from vocabulary.tracking import code_from, normalised

_ENTROPY_BYTES = 8
_SERIES = b"objections"


def open_notice(session: Session, actor: Actor, request: OpenNotice) -> AppointmentView:
    """Put a candidate into public notice (公示), for the street's number of working days.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`; or it reaches into a
        year whose holidays are not entered.
        Invalid: a wrong `happened_on`; or a day before today without `paper_reference`.
    """
    appointment = take_up(
        session,
        actor,
        request.appointment_id,
        Deed.OPEN_NOTICE,
        expected=request.expected_version,
    )
    on = day_of_deed(session, request.happened_on, appointment)
    reference = request.paper_reference
    rules.check_paper(first_day=on, today=day_of(clock.now()), reference=reference)
    workdays, notice = appointments.notice_beginning(session, appointment.community, on)
    check_known(notice.unknown_years, holidays.calendar(session))
    appointment.notice_from = on
    appointment.notice_to = notice.last_day
    appointment.paper_reference = reference
    on_paper = reference is not None
    move_on(
        session,
        actor,
        appointment,
        Deed.OPEN_NOTICE,
        on=on,
        words=reference,
        workdays=workdays,
        on_paper=on_paper,
    )
    event = NoticeOpened(
        **facts_of(appointment),
        first_day=on,
        last_day=notice.last_day,
        on_paper=on_paper,
    )
    outbox.add(session, event, actor=actor)
    return appointments.whole(session, actor, appointment)


def submit_objection(session: Session, request: SubmitObjection) -> ObjectionReceipt:
    """Anyone objects to a candidate in public notice (异议).

    Raises:
        NotFound: no such notice.
        WrongState: it is over, or the proposal was taken back.
    """
    found = session.get(Appointment, request.notice_id)
    if found is None:
        raise _no_such_notice(request.notice_id)
    today = day_of(clock.now())
    # Checked twice: before waiting for the lock, and after it, because it may end meanwhile.
    _check_can_object(session, found, today)
    appointment = appointments.locked(session, found)
    _check_can_object(session, appointment, today)
    objection = _objected(session, RESIDENT, appointment, request, on=today)
    return queries.receipt(objection)


def record_objection(session: Session, actor: Actor, request: RecordObjection) -> AppointmentView:
    """Write an objection down for somebody, also from paper.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`.
        Invalid: a wrong `happened_on`, or the notice was over on that day.
    """
    appointment = take_up(
        session, actor, request.appointment_id, Deed.OBJECT, expected=request.expected_version
    )
    on = day_of_deed(
        session, request.happened_on, appointment, previous=required(appointment.notice_from)
    )
    rules.check_raised_in_time(notice_to=required(appointment.notice_to), day=on)
    _objected(session, actor, appointment, request, on=on)
    return appointments.whole(session, actor, appointment)


def answer_objection(session: Session, actor: Actor, request: AnswerObjection) -> AppointmentView:
    """The committee answers an objection (答复异议).

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`; or there is no such
            objection, or it is answered already.
        Invalid: a wrong `happened_on`.
    """
    appointment = take_up(
        session, actor, request.appointment_id, Deed.ANSWER, expected=request.expected_version
    )
    objection = queries.objection_to(session, appointment, request.objection_id)
    if objection.answer is not None:
        raise WrongState("该异议已经答复。", "The objection is answered already.")
    on = day_of_deed(session, request.happened_on, appointment, previous=objection.raised_on)
    objection.answer, objection.answered_on = request.answer, on
    objection.answered_by = actor.account
    objection.version += 1
    move_on(session, actor, appointment, Deed.ANSWER, on=on, objection_id=str(objection.id))
    return appointments.whole(session, actor, appointment)


def _check_can_object(session: Session, appointment: Appointment, today: dt.date) -> None:
    if appointment.notice_to is None:
        raise _no_such_notice(appointment.id)
    state = appointment.state
    # Withdrawn before the time when proposals were withdrawn with their applications.
    if state is AppointmentState.IN_NOTICE and not applications.still_stands(
        session, appointment.application_id
    ):
        state = AppointmentState.WITHDRAWN
    rules.check_can_object(state=state, notice_to=appointment.notice_to, day=today)


def _objected(
    session: Session,
    actor: Actor,
    appointment: Appointment,
    request: SubmitObjection | RecordObjection,
    *,
    on: dt.date,
) -> Objection:
    code = code_from(secrets.token_bytes(_ENTROPY_BYTES), _SERIES)
    objection = Objection(
        id=new_id(),
        appointment_id=appointment.id,
        community=appointment.community,
        code=normalised(code),
        code_print=print_of(code),
        text=request.text,
        contact=request.contact,
        raised_at=clock.now(),
        raised_on=on,
        version=1,
    )
    session.add(objection)
    move_on(session, actor, appointment, Deed.OBJECT, on=on, objection_id=str(objection.id))
    return objection


def _no_such_notice(notice_id: UUID) -> NotFound:
    return NotFound(
        f"没有公示 {notice_id}，请核对。", f"There is no public notice {notice_id}; check the id."
    )
