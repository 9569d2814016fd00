"""Erasing: an application at the person's wish, and whatever is past its period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.acting import act_as
from contracts.recruitment.appointments import AppointmentState
from contracts.recruitment.own_data import ApplicationErasure, EraseOwnApplication
from runtime import clock, retention
from services.recruitment import history
from services.recruitment.applications import operations as applications
from services.recruitment.applications import queries as found
from services.recruitment.applications import rules
from services.recruitment.applications.model import WORDS, Application
from services.recruitment.applications.rules import Deed
from services.recruitment.appointments import operations as appointments
from services.recruitment.appointments import queries as appointment_queries
from services.recruitment.appointments.model import WORDS as APPOINTMENT_WORDS
from services.recruitment.appointments.model import Appointment, Objection
from services.recruitment.appointments.queries import KIND as APPOINTMENT
from services.recruitment.appointments.rules import NEXT
from services.recruitment.appointments.rules import Deed as AppointmentDeed
from services.recruitment.campaigns.model import Campaign
from services.recruitment.certificates.model import Certificate
from services.recruitment.disclosures.model import ApplicantDisclosure
from services.recruitment.handovers.model import Handover
from services.recruitment.history import Entry
from services.recruitment.screening.model import Abstained, GivenPoints
from vocabulary import erasure
from vocabulary.actors import RESIDENT, Actor
from vocabulary.periods import day_of
from vocabulary.problems import WrongState

#: Rows of one class that are cleaned in one transaction.
AT_ONCE = 200
_OVER = (AppointmentState.ENDED, AppointmentState.REFUSED, AppointmentState.WITHDRAWN)
_ROLE = "retention"
#: Proposals of which nothing came, or may still come.
_NEVER_IN_OFFICE = (
    AppointmentState.PROPOSED,
    AppointmentState.IN_NOTICE,
    AppointmentState.REFUSED,
    AppointmentState.WITHDRAWN,
)


def erase_own(session: Session, actor: Actor, request: EraseOwnApplication) -> ApplicationErasure:
    """Erase an application at the wish of whoever holds its code.

    A proposal that came of it is withdrawn and cleaned with it, unless it led to office:
    what a commissioner did is kept.

    Raises:
        NotFound: nothing has this code.
        WrongState: it was erased already.
    """
    application = found.one_with_code(session, request.code)
    # The proposal is locked first, as whoever decides on it does.
    proposals = _proposals(session, application)
    application = found.one_with_code(session, request.code, for_change=True)
    if application.erased_at is not None:
        raise WrongState(
            f"报名{application.number}的个人信息已删除。",
            f"The personal data of application {application.number} was erased already.",
        )
    if rules.may(application.state, Deed.WITHDRAW):
        applications.move_on(session, actor, application, Deed.WITHDRAW, at=clock.now())
    for proposal in proposals:
        _take_back(session, actor, proposal, erasure.ON_REQUEST)
    erase(session, actor, application, erasure.ON_REQUEST)
    session.flush()
    return ApplicationErasure(
        number=application.number,
        state=application.state,
        erased_at=application.erased_at or clock.now(),
    )


def erase(session: Session, actor: Actor, application: Application, mark: str) -> None:
    """Clean the person, words, reasons and notes; what came when, and of what points, stays."""
    now = clock.now()
    application.name = application.phone = application.address = None
    application.name_print = application.phone_print = application.account = None
    for name in WORDS:
        if getattr(application, name) is not None:
            setattr(application, name, mark)
    application.reserve_until, application.reserve_months = None, 0
    application.erased_at = now
    application.version += 1
    applications.note(session, actor, application, "erased", now)
    session.flush()
    _clean_reasons(session, application, mark)


def due(session: Session) -> dict[str, int]:
    """How many rows of each class are past their period."""
    return {
        name: session.scalar(sa.select(sa.func.count()).select_from(old().subquery())) or 0
        for name, (old, _) in _CLASSES.items()
    }


def clean(session: Session) -> dict[str, int]:
    """Clean at most `AT_ONCE` rows of each class that are past their period; gives how many."""
    act_as(session, RESIDENT, _ROLE)
    return {name: forget(session) for name, (_, forget) in _CLASSES.items()}


def _old_applications() -> sa.Select[Any]:
    """So long after the campaign; who agreed to the reserve list, as long as that lasts."""
    return (
        sa.select(Application)
        .join(Campaign, Campaign.id == Application.campaign_id)
        .where(
            Campaign.concluded_at < retention.limit("application"),
            Application.erased_at.is_(None),
            sa.or_(
                Application.reserve_until.is_(None),
                Application.reserve_until < day_of(clock.now()),
            ),
        )
    )


def _proposals(session: Session, application: Application) -> list[Appointment]:
    """The proposals of an application that never led to office, each locked."""
    chosen = sa.select(Appointment).where(
        Appointment.application_id == application.id, Appointment.state.in_(_NEVER_IN_OFFICE)
    )
    rows = session.scalars(chosen.order_by(Appointment.id)).all()
    return [
        row
        for row in (appointment_queries.locked(session, one) for one in rows)
        if row.state in _NEVER_IN_OFFICE
    ]


def _take_back(session: Session, actor: Actor, proposal: Appointment, mark: str) -> None:
    if (proposal.state.value, AppointmentDeed.WITHDRAW) in NEXT:
        on = max(day_of(clock.now()), proposal.progressed_on)
        appointments.move_on(session, actor, proposal, AppointmentDeed.WITHDRAW, on=on)
    proposal.name, proposal.shows_name = mark, False
    proposal.phone = proposal.phone_print = None
    for name in APPOINTMENT_WORDS:
        if getattr(proposal, name) is not None:
            setattr(proposal, name, mark)
    session.flush()
    _clean_notes(session, APPOINTMENT, proposal.id, mark)


def _forget_applications(session: Session) -> int:
    rows = _some(session, _old_applications(), Application)
    for application in rows:
        erase(session, RESIDENT, application, erasure.BY_RETENTION)
    return len(rows)


def _old_disclosures() -> sa.Select[Any]:
    limit = retention.limit("disclosure")
    return sa.select(ApplicantDisclosure).where(ApplicantDisclosure.disclosed_at < limit)


def _forget_disclosures(session: Session) -> int:
    ids = [row.id for row in _some(session, _old_disclosures(), ApplicantDisclosure)]
    session.execute(sa.delete(ApplicantDisclosure).where(ApplicantDisclosure.id.in_(ids)))
    return len(ids)


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
        _erase_appointment(session, appointment, erasure.BY_RETENTION)
    return len(rows)


def _erase_appointment(session: Session, appointment: Appointment, mark: str) -> None:
    """Clean the person and the words; who held which post when, and in what way it ended, stays."""
    appointment.name, appointment.phone, appointment.phone_print = mark, None, None
    for name in APPOINTMENT_WORDS:
        if getattr(appointment, name) is not None:
            setattr(appointment, name, mark)
    appointment.erased_at = clock.now()
    appointment.version += 1
    history.add(
        session,
        RESIDENT,
        kind=APPOINTMENT,
        thing_id=appointment.id,
        version=appointment.version,
        area=appointment.community,
        what="erased",
        role=_ROLE,
    )
    session.flush()
    for table, texts in (
        (Certificate, ("reason",)),
        (Handover, ("given_note", "received_note")),
    ):
        chosen = sa.select(table).where(table.appointment_id == appointment.id)
        for row in session.scalars(chosen).all():
            for text in texts:
                if getattr(row, text) is not None:
                    setattr(row, text, mark)
    session.flush()
    _clean_notes(session, APPOINTMENT, appointment.id, mark)


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
        objection.text, objection.contact = erasure.BY_RETENTION, None
        if objection.answer is not None:
            objection.answer = erasure.BY_RETENTION
        objection.version += 1
    session.flush()
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
            if getattr(row, text) is not None:
                setattr(row, text, mark)
    session.flush()
    _clean_notes(session, found.KIND, application.id, mark)


def _clean_notes(session: Session, kind: str, thing_id: UUID, mark: str) -> None:
    statement = (
        sa.update(Entry)
        .where(Entry.kind == kind, Entry.thing_id == thing_id, Entry.note.is_not(None))
        .values(note=mark)
        .execution_options(synchronize_session=False)
    )
    session.execute(statement)
    session.expire_all()


#: For each class: what is past its period, and what is done with a portion of it.
_CLASSES: Mapping[str, tuple[Callable[[], sa.Select[Any]], Callable[[Session], int]]] = {
    "application": (_old_applications, _forget_applications),
    "disclosure": (_old_disclosures, _forget_disclosures),
    "appointment": (_old_appointments, _forget_appointments),
    "objection": (_old_objections, _forget_objections),
}
