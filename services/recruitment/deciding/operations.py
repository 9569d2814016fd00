"""The committee's decision, and the term that follows from it."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import outbox
from contracts.recruitment.appointments import AppointmentView
from contracts.recruitment.deciding import AppointmentDecided, DecideAppointment
from contracts.recruitment.words import AppointmentState, Parameter
from services.recruitment.applications.operations import mark_appointed
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment.model import Appointment
from services.recruitment.appointment.operations import (
    check_can_be_filled,
    day_of_deed,
    facts_of,
    move_on,
    take_up,
)
from services.recruitment.appointment.rules import Deed, required
from services.recruitment.deciding import rules
from services.recruitment.office import queries as office_queries
from services.recruitment.office.operations import take_channel
from services.recruitment.parameters import queries as parameters
from services.recruitment.posts.model import Post
from services.recruitment.public_notice import queries as notices
from vocabulary.actors import Actor
from vocabulary.problems import WrongState

_DAY = dt.timedelta(days=1)


def decide(session: Session, actor: Actor, request: DecideAppointment) -> AppointmentView:
    """The community's composite party committee decides (R10), and the term is set (R11).

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`; or the notice is
            not over, an objection is open, the post is held or given in that time, or the
            term to be renewed ended early.
        Invalid: a wrong `happened_on` or `term_from`.
    """
    deed = Deed.APPROVE if request.approved else Deed.REFUSE
    appointment = take_up(
        session, actor, request.appointment_id, deed, expected=request.expected_version
    )
    on = day_of_deed(session, request.happened_on, appointment)
    rules.check_notice_is_over(
        notice_to=required(appointment.notice_to),
        decided_on=on,
        open_objections=notices.open_objections(session, appointment.id),
    )
    appointment.decided_on = on
    if request.approved:
        check_can_be_filled(session.get_one(Post, appointment.post_id))
        _check_goes_on(session, appointment)
        _set_term(session, appointment, on, request.term_from)
        _check_is_free(session, appointment)
        if appointment.application_id is not None:
            # Refused here, should the person have withdrawn since.
            mark_appointed(
                session, actor, appointment.application_id, community=appointment.community
            )
    move_on(session, actor, appointment, deed, on=on, words=request.reason)
    event = AppointmentDecided(
        **facts_of(appointment),
        approved=request.approved,
        decided_on=on,
        term_from=appointment.term_from,
        term_to=appointment.term_to,
    )
    outbox.add(session, event, actor=actor)
    if request.approved:
        take_channel(session, actor, appointment)
    return appointments.whole(session, actor, appointment)


def _set_term(
    session: Session, appointment: Appointment, decided_on: dt.date, wished: dt.date | None
) -> None:
    before = session.get(Appointment, appointment.renews) if appointment.renews else None
    term_before = before.term_to if before is not None else None
    follows = decided_on if term_before is None else max(decided_on, term_before + _DAY)
    term_from = wished or follows
    months = parameters.value_on(session, appointment.community, Parameter.TERM_MONTHS, decided_on)
    latest = rules.term_to(follows, months) + _DAY
    rules.check_term_from(term_from, decided_on, latest=latest)
    appointment.term_from = term_from
    appointment.term_to = rules.term_to(term_from, months)


def _check_goes_on(session: Session, appointment: Appointment) -> None:
    before = session.get(Appointment, appointment.renews) if appointment.renews else None
    if before is not None:
        reason = before.end_reason
        rules.check_goes_on(end_reason=reason, ended_on=before.ended_on)


def _check_is_free(session: Session, appointment: Appointment) -> None:
    """Check that no other person holds or will hold the post in this term; interim gives way.

    Raises:
        WrongState: says what is in the way, and until when.
    """
    until = required(appointment.term_to) + _DAY
    first = required(appointment.term_from)
    pending = sa.select(Appointment).where(
        Appointment.post_id == appointment.post_id,
        Appointment.id != appointment.id,
        Appointment.state == AppointmentState.PENDING,
        Appointment.term_from < until,
        Appointment.term_to >= first,
    )
    in_the_way = [
        one
        for one in [
            *office_queries.others_on(session, appointment, first, until),
            *session.scalars(pending),
        ]
        if appointments.is_interim(appointment) or not appointments.is_interim(one)
    ]
    if in_the_way:
        last = max(required(one.term_to) for one in in_the_way)
        raise WrongState(
            f"该岗位在此期间已有聘任，至 {last}；请另定聘期起始日。",
            f"The post is taken in this time, until {last}; choose another first day.",
        )
