"""Erasing: an application at the person's wish, and whatever is past its period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act_as
from contracts.recruitment.appointments import AppointmentView
from contracts.recruitment.own_data import ApplicationErasure, EraseAppointment, EraseOwnApplication
from contracts.recruitment.words import ApplicationState, AppointmentState, AskedHow, CampaignState
from contracts.words import value_name
from runtime import clock, retention
from services.recruitment import history
from services.recruitment.applications import operations as applications
from services.recruitment.applications import queries as found
from services.recruitment.applications import rules
from services.recruitment.applications.model import WORDS, Abstained, Application
from services.recruitment.applications.rules import Deed
from services.recruitment.appointment import operations as appointments
from services.recruitment.appointment import queries as appointment_queries
from services.recruitment.appointment.model import WORDS as APPOINTMENT_WORDS
from services.recruitment.appointment.model import Appointment, Objection
from services.recruitment.appointment.queries import KIND as APPOINTMENT
from services.recruitment.campaigns.model import Campaign
from services.recruitment.certificates.model import Certificate
from services.recruitment.disclosures.model import ApplicantDisclosure, AppointmentDisclosure
from services.recruitment.handovers.model import Handover
from services.recruitment.history import Entry
from services.recruitment.screening.model import GivenPoints
from services.recruitment.tables import Record
from vocabulary import erasure
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, WrongState, check_version

#: Rows of one class that are cleaned in one transaction.
AT_ONCE = 200
_CAME_TO_NOTHING = (AppointmentState.REFUSED, AppointmentState.WITHDRAWN)
_OVER = (AppointmentState.ENDED, *_CAME_TO_NOTHING)
_ROLE = "retention"


def erase_own(session: Session, actor: Actor, request: EraseOwnApplication) -> ApplicationErasure:
    """Erase an application at the wish of whoever holds its code.

    A proposal that came of it is withdrawn and cleaned with it, unless it led to office:
    what a commissioner did is kept.

    Raises:
        NotFound: nothing has this code.
        WrongState: it was erased already.
    """
    application = found.one_with_code(session, request.code)
    # Locked first, as by whoever proposes or decides.
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
    """Erase what an appointment that is over says of its person, because the person asked.

    Who held which post when, and in what way it ended, stays, as with retention.

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
    _clean_words(application, WORDS, mark)
    application.reserve_until, application.reserve_months = None, 0
    application.erased_at = now
    application.version += 1
    applications.note(session, actor, application, "erased", now)
    session.flush()
    _clean_reasons(session, application, mark)


def due(session: Session) -> dict[str, int]:
    """How many rows of each class are past their period."""
    return {
        name: sum(_counted(session, old()) for old, _ in tables)
        for name, tables in _CLASSES.items()
    }


def clean(session: Session) -> dict[str, int]:
    """Clean at most `AT_ONCE` rows of each table of a class that are past their period; how many."""
    act_as(session, RESIDENT, _ROLE)
    return {name: sum(forget(session) for _, forget in tables) for name, tables in _CLASSES.items()}


def _counted(session: Session, old: sa.Select[Any]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(old.subquery())) or 0


def _old_applications() -> sa.Select[Any]:
    """So long after the campaign; who agreed to the reserve list, as long as that lasts.

    Nor while a proposal that came of it stands: that would speak of nobody. Who was
    recommended and has not answered never agreed to anything, and goes with the closing.
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
    """What came of an application, was taken back or refused, and never led to office.

    Without what was erased before, as by its own period.
    """
    return appointment_queries.lock(
        session,
        Appointment.application_id == application.id,
        Appointment.state.in_(_CAME_TO_NOTHING),
        Appointment.erased_at.is_(None),
    )


def _forget_applications(session: Session) -> int:
    rows = _some(session, _old_applications(), Application)
    for application in rows:
        if application.state is ApplicationState.RECOMMENDED:
            # Nobody can agree any more, and others see that it is over.
            applications.move_on(session, RESIDENT, application, Deed.WITHDRAW, at=clock.now())
        erase(session, RESIDENT, application, erasure.BY_RETENTION)
    return len(rows)


def _old_disclosures(table: Any) -> Callable[[], sa.Select[Any]]:
    def old() -> sa.Select[Any]:
        return sa.select(table).where(table.disclosed_at < retention.limit("disclosure"))

    return old


def _forget_disclosures(table: Any) -> Callable[[Session], int]:
    def forget(session: Session) -> int:
        ids = [row.id for row in _some(session, _old_disclosures(table)(), table)]
        session.execute(sa.delete(table).where(table.id.in_(ids)))
        return len(ids)

    return forget


def _old_appointments() -> sa.Select[Any]:
    """So long after the last day in office, or after it came to nothing."""
    over = sa.func.coalesce(Appointment.ended_on, Appointment.progressed_on)
    return sa.select(Appointment).where(
        Appointment.state.in_(_OVER),
        over < day_of(retention.limit("appointment")),
        Appointment.erased_at.is_(None),
    )


def _forget_appointments(session: Session) -> int:
    rows = _some(session, _old_appointments(), Appointment)
    for appointment in rows:
        _erase_appointment(session, RESIDENT, appointment, erasure.BY_RETENTION, role=_ROLE)
    return len(rows)


def _erase_appointment(
    session: Session,
    actor: Actor,
    appointment: Appointment,
    mark: str,
    *,
    role: str | None = None,
    **details: Any,
) -> None:
    """Clean the person and the words; who held which post when, and in what way it ended, stays.

    What others objected to, and what the committee answered, is about the person too.
    """
    appointment.name, appointment.shows_name = mark, False
    appointment.phone = appointment.phone_print = None
    _clean_words(appointment, APPOINTMENT_WORDS, mark)
    appointment.erased_at = clock.now()
    appointment.version += 1
    history.add(
        session,
        actor,
        kind=APPOINTMENT,
        thing_id=appointment.id,
        version=appointment.version,
        area=appointment.community,
        what="erased",
        role=role,
        **details,
    )
    session.flush()
    for table, texts in (
        (Certificate, ("reason",)),
        (Handover, ("given_note", "received_note")),
    ):
        chosen = sa.select(table).where(table.appointment_id == appointment.id)
        for row in session.scalars(chosen).all():
            _clean_words(row, texts, mark)
    raised = sa.select(Objection).where(Objection.appointment_id == appointment.id)
    for objection in session.scalars(raised.with_for_update()).all():
        _clean_objection(objection, mark)
    _clean_disclosures(session, mark, AppointmentDisclosure.appointment_id == appointment.id)
    _clean_notes(session, APPOINTMENT, appointment.id, mark)


def _clean_objection(objection: Objection, mark: str) -> None:
    if objection.text in erasure.MARKS:
        return
    objection.contact = None
    _clean_words(objection, ("text", "answer"), mark)
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


def _forget_objections(session: Session) -> int:
    rows = _some(session, _old_objections(), Objection)
    for objection in rows:
        _clean_objection(objection, erasure.BY_RETENTION)
    session.flush()
    ids = [objection.id for objection in rows]
    _clean_disclosures(session, erasure.BY_RETENTION, AppointmentDisclosure.objection_id.in_(ids))
    return len(rows)


def _some(session: Session, old: sa.Select[Any], table: Any) -> Sequence[Any]:
    chosen = old.order_by(table.id).limit(AT_ONCE)
    return session.scalars(chosen.with_for_update(skip_locked=True, of=table)).all()


def _clean_reasons(session: Session, application: Application, mark: str) -> None:
    for table, text in (
        (GivenPoints, "note"),
        (Abstained, "reason"),
        (ApplicantDisclosure, "words"),
    ):
        chosen = sa.select(table).where(table.application_id == application.id)
        for row in session.scalars(chosen).all():
            _clean_words(row, (text,), mark)
    session.flush()
    _clean_notes(session, found.KIND, application.id, mark)


def _clean_disclosures(session: Session, mark: str, which: sa.ColumnElement[bool]) -> None:
    for row in session.scalars(sa.select(AppointmentDisclosure).where(which)).all():
        _clean_words(row, ("words",), mark)
    session.flush()


def _clean_words(row: Record, names: Iterable[str], mark: str) -> None:
    """The mark stands where something was said."""
    for name in names:
        if getattr(row, name) is not None:
            setattr(row, name, mark)


def _clean_notes(session: Session, kind: str, thing_id: UUID, mark: str) -> None:
    statement = (
        sa.update(Entry)
        .where(Entry.kind == kind, Entry.thing_id == thing_id, Entry.note.is_not(None))
        .values(note=mark)
        .execution_options(synchronize_session=False)
    )
    session.execute(statement)
    session.expire_all()


_Table = tuple[Callable[[], sa.Select[Any]], Callable[[Session], int]]
#: For each class, by table: what is past its period, and what is done with a portion of it.
_CLASSES: Mapping[str, Sequence[_Table]] = {
    "application": [(_old_applications, _forget_applications)],
    "disclosure": [
        (_old_disclosures(table), _forget_disclosures(table))
        for table in (ApplicantDisclosure, AppointmentDisclosure)
    ],
    "appointment": [(_old_appointments, _forget_appointments)],
    "objection": [(_old_objections, _forget_objections)],
}
