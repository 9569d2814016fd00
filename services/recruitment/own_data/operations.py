"""Erasing: an application at the person's wish, and data past its period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import outbox
from contracts.recruitment.appointments import AppointmentErased, AppointmentView
from contracts.recruitment.own_data import ApplicationErasure, EraseAppointment, EraseOwnApplication
from contracts.recruitment.words import ApplicationState, AppointmentState, AskedHow, CampaignState
from contracts.words import value_name
from groundwork import history
from groundwork.history import Entry
from groundwork.own_data import clean_rows, clean_words
from groundwork.retention import Classes, deleting, each, past
from runtime import clock, retention
from services.recruitment.applications import operations as applications
from services.recruitment.applications import queries as found
from services.recruitment.applications import rules
from services.recruitment.applications.model import WORDS, Abstained, Application
from services.recruitment.applications.rules import Deed
from services.recruitment.appointment import operations as appointments
from services.recruitment.appointment import queries as appointment_queries
from services.recruitment.appointment.model import WORDS as APPOINTMENT_WORDS
from services.recruitment.appointment.model import Appointment, Objection
from services.recruitment.appointment.operations import facts_of
from services.recruitment.appointment.queries import KIND as APPOINTMENT
from services.recruitment.campaigns.model import Campaign
from services.recruitment.certificates.model import Certificate
from services.recruitment.consents.model import CONSENT
from services.recruitment.consents.operations import is_over
from services.recruitment.disclosures.model import ApplicantDisclosure, AppointmentDisclosure
from services.recruitment.handovers.model import Handover
from services.recruitment.screening.model import GivenPoints
from vocabulary import erasure
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, WrongState, check_version

_CAME_TO_NOTHING = (AppointmentState.REFUSED, AppointmentState.WITHDRAWN)
_OVER = (AppointmentState.ENDED, *_CAME_TO_NOTHING)


def erase_own(session: Session, actor: Actor, request: EraseOwnApplication) -> ApplicationErasure:
    """Erase an application at the wish of the holder of its code.

    A proposal from it is withdrawn and cleaned too, unless it led to office: records of a
    commissioner's work are kept.

    Raises:
        NotFound: the code is unknown.
        WrongState: it was erased already.
    """
    application = found.one_with_code(session, request.code)
    # Locked first, as in proposing and deciding.
    proposals = appointment_queries.proposals_of(session, application)
    application = found.one_with_code(session, request.code, for_change=True)
    if application.erased_at is not None:
        raise WrongState(
            f"报名{application.number}的个人信息已删除。",
            f"The personal data of application {application.number} was erased already.",
        )
    if rules.TABLE.allows(application.state, Deed.WITHDRAW):
        applications.move_on(session, actor, application, Deed.WITHDRAW, at=clock.now())
    for proposal in proposals:
        appointments.take_back(session, actor, proposal, because="application_erased")
    session.flush()
    for proposal in _never_in_office(session, application):
        _erase_appointment(session, actor, proposal, erasure.ON_REQUEST)
    erase(session, actor, application, erasure.ON_REQUEST)
    session.flush()
    return ApplicationErasure(
        number=application.number,
        state=application.state,
        erased_at=application.erased_at or clock.now(),
    )


def erase_appointment(session: Session, actor: Actor, request: EraseAppointment) -> AppointmentView:
    """Erase the personal data of an ended appointment, because the person asked.

    The post, its days and the way it ended stay, as with retention.

    Raises:
        NotFound: no such appointment that the actor may erase.
        Forbidden: staff say that the person did it, or the person that staff were asked.
        PreconditionFailed: it was changed meanwhile.
        WrongState: it is not over, or erased already.
    """
    appointment = appointment_queries.one_of(
        session, actor, request.appointment_id, action=Action.APPOINTMENT_ERASE, for_change=True
    )
    check_version(request.expected_version, appointment.version)
    is_own = appointment_queries.is_own(actor, appointment)
    if is_own != (request.asked is AskedHow.ONESELF):
        oneself = value_name(AskedHow.ONESELF)
        raise Forbidden(
            f"本人请选“{oneself.zh}”；工作人员请登记本人是怎样提出的。",
            f"For yourself choose “{oneself.en}”; staff say how the person asked.",
        )
    if appointment.state not in _OVER:
        raise WrongState(
            "提名、公示和在聘期间的个人信息不能删除；请先撤回或离任。",
            "It is not over yet; withdraw the proposal or leave the post first.",
        )
    if appointment.erased_at is not None:
        raise WrongState(
            "该聘任的个人信息已删除。", "The personal data of this appointment were erased already."
        )
    asked = request.asked.value
    _erase_appointment(session, actor, appointment, erasure.ON_REQUEST, asked=asked)
    return appointment_queries.whole(session, actor, appointment)


def erase(session: Session, actor: Actor, application: Application, mark: str) -> None:
    """Clean the person, words, reasons and notes; what came when, and of what points, stays."""
    now = clock.now()
    application.name = application.phone = application.address = None
    application.name_print = application.phone_print = application.account = None
    clean_words(application, WORDS, mark)
    application.reserve_until, application.reserve_months = None, 0
    application.erased_at = now
    application.version += 1
    found.APPLICATIONS.note(session, actor, application, "erased", at=now)
    session.flush()
    _clean_reasons(session, application, mark)


def _old_applications() -> sa.Select[Any]:
    """The period after the campaign; for people on the reserve list, as long as that lasts.

    Applications with a current proposal are kept, because the proposal needs its person.
    Recommended people who have not answered never agreed to anything, and go with the closing.
    """
    is_past = sa.and_(
        Campaign.concluded_at < retention.limit("application"),
        sa.or_(
            Application.reserve_until.is_(None),
            Application.reserve_until < day_of(clock.now()),
        ),
        ~appointment_queries.is_proposed(Application.id),
    )
    is_unanswered = sa.and_(
        Application.state == ApplicationState.RECOMMENDED,
        Campaign.state.in_((CampaignState.CLOSED, CampaignState.CONCLUDED)),
    )
    return (
        sa.select(Application)
        .join(Campaign, Campaign.id == Application.campaign_id)
        .where(Application.erased_at.is_(None), sa.or_(is_past, is_unanswered))
    )


def _never_in_office(session: Session, application: Application) -> Sequence[Appointment]:
    """Proposals from an application that were taken back or refused, and never led to office.

    Without those erased before, as by their own period.
    """
    return appointment_queries.lock(
        session,
        Appointment.application_id == application.id,
        Appointment.state.in_(_CAME_TO_NOTHING),
        Appointment.erased_at.is_(None),
    )


def _old_appointments() -> sa.Select[Any]:
    """So long after the last day in office, or after it came to nothing."""
    over = sa.func.coalesce(Appointment.ended_on, Appointment.progressed_on)
    return sa.select(Appointment).where(
        Appointment.state.in_(_OVER),
        over < day_of(retention.limit("appointment")),
        Appointment.erased_at.is_(None),
    )


def _erase_appointment(
    session: Session,
    actor: Actor,
    appointment: Appointment,
    mark: str,
    **details: Any,
) -> None:
    """Clean the person and the words; the post, its days and the way it ended stay.

    Objections and the committee's answers are about the person too.
    """
    appointment.name, appointment.shows_name = mark, False
    appointment.phone = appointment.phone_print = None
    clean_words(appointment, APPOINTMENT_WORDS, mark)
    appointment.erased_at = clock.now()
    appointment.version += 1
    appointment_queries.APPOINTMENTS.note(session, actor, appointment, "erased", **details)
    outbox.add(session, AppointmentErased(**facts_of(appointment)), actor=actor)
    session.flush()
    for table, texts in (
        (Certificate, ("reason",)),
        (Handover, ("given_note", "received_note")),
    ):
        clean_rows(session, table, texts, mark, table.appointment_id == appointment.id)
    raised = sa.select(Objection).where(Objection.appointment_id == appointment.id)
    for objection in session.scalars(raised.with_for_update()).all():
        _clean_objection(objection, mark)
    row = AppointmentDisclosure
    clean_rows(session, row, ("words",), mark, row.appointment_id == appointment.id)
    history.forget_notes(session, mark, Entry.kind == APPOINTMENT, Entry.thing_id == appointment.id)


def _clean_objection(objection: Objection, mark: str) -> None:
    if objection.text in erasure.MARKS:
        return
    objection.contact = None
    clean_words(objection, ("text", "answer"), mark)
    objection.version += 1


def _old_objections() -> sa.Select[Any]:
    """So long after the decision; a candidate who was withdrawn was never decided on."""
    limit = day_of(retention.limit("objection"))
    withdrawn = sa.case(
        (Appointment.state == AppointmentState.WITHDRAWN, Appointment.progressed_on)
    )
    return (
        sa.select(Objection)
        .join(Appointment, Appointment.id == Objection.appointment_id)
        .where(
            sa.func.coalesce(Appointment.decided_on, withdrawn) < limit,
            Objection.text.not_in(erasure.MARKS),
        )
    )


def _clean_reasons(session: Session, application: Application, mark: str) -> None:
    for table, text in (
        (GivenPoints, "note"),
        (Abstained, "reason"),
        (ApplicantDisclosure, "words"),
    ):
        clean_rows(session, table, (text,), mark, table.application_id == application.id)
    history.forget_notes(session, mark, Entry.kind == found.KIND, Entry.thing_id == application.id)


def _forget_application(session: Session, application: Application) -> None:
    if application.state is ApplicationState.RECOMMENDED:
        # Nobody can agree any more, and others see that it is over.
        applications.move_on(session, RESIDENT, application, Deed.WITHDRAW, at=clock.now())
    erase(session, RESIDENT, application, erasure.BY_RETENTION)


def _forget_appointment(session: Session, appointment: Appointment) -> None:
    _erase_appointment(session, RESIDENT, appointment, erasure.BY_RETENTION)


def _forget_objection(session: Session, objection: Objection) -> None:
    _clean_objection(objection, erasure.BY_RETENTION)
    session.flush()
    row = AppointmentDisclosure
    clean_rows(session, row, ("words",), erasure.BY_RETENTION, row.objection_id == objection.id)


CLEANED: Classes = {
    "application": [each(Application, _old_applications, _forget_application)],
    "disclosure": [
        deleting(table.id, past(table.disclosed_at, "disclosure"))
        for table in (ApplicantDisclosure, AppointmentDisclosure)
    ],
    "appointment": [each(Appointment, _old_appointments, _forget_appointment)],
    "objection": [each(Objection, _old_objections, _forget_objection)],
    "consent": [deleting(CONSENT.c.consent_id, is_over)],
}
