"""Showing full details, or searching people: answer and record in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.recruitment.applications import ApplicationPage
from contracts.recruitment.disclosures import (
    ApplicantDisclosed,
    AppointeeDisclosed,
    DiscloseApplicant,
    DiscloseAppointee,
    DiscloseObjector,
    DisclosingApplicant,
    DisclosingContact,
    FindApplicants,
    ObjectorDisclosed,
    PersonDisclosed,
)
from contracts.recruitment.words import PersonKind
from groundwork.disclosures import by_role, check_reason, look, sought
from runtime.encryption import keyring
from runtime.scope import visible_to
from services.recruitment.applications import queries as applications
from services.recruitment.applications.model import Application
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment.model import Appointment
from services.recruitment.appointment.rules import check_is_impartial, is_committee
from services.recruitment.disclosures import rules
from services.recruitment.disclosures.model import ApplicantDisclosure, AppointmentDisclosure
from services.recruitment.public_notice import queries as notices
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may

_PERSON = ("name", "phone", "address")
_APPOINTEE = ("name", "phone")


def disclose(session: Session, actor: Actor, request: DiscloseApplicant) -> ApplicantDisclosed:
    """Show the full name, phone and address, and record who saw them, when and why.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor does not screen there.
        WrongState: it was erased.
        Invalid: the reason needs words.
    """
    application = applications.APPLICATIONS.one_of(session, actor, request.application_id)
    area, number = application.community, application.number
    rules.check_may_see(actor, community=area, number=number)
    check_reason(request.reason, request.words)
    rules.check_something_left(erased=application.erased_at is not None, number=number)
    seen = [name for name in _PERSON if getattr(application, name) is not None]
    role = act(session, actor, Action.APPLICATION_DISCLOSE, area=area)
    row = _kept_of_applicant(session, actor, request, application, seen=seen, role=role)
    return ApplicantDisclosed(
        id=row.id,
        application_id=application.id,
        disclosed_at=row.disclosed_at,
        name=application.name,
        phone=application.phone,
        address=application.address,
    )


def disclose_appointee(
    session: Session, actor: Actor, request: DiscloseAppointee
) -> AppointeeDisclosed:
    """Show the full name and phone of a candidate or commissioner, and record who saw them.

    Raises:
        NotFound: no such appointment in the actor's communities.
        Forbidden: the actor prepares no appointments there.
        WrongState: it was erased.
        Invalid: the reason needs words.
    """
    appointment = appointments.one_of(session, actor, request.appointment_id)
    action = Action.APPOINTMENT_DISCLOSE
    rules.check_may_see_appointee(allowed=may(actor, action, area=appointment.community))
    check_reason(request.reason, request.words)
    rules.check_appointee_left(erased=appointment.known_name is None)
    seen = [name for name in _APPOINTEE if getattr(appointment, name) is not None]
    row = _kept_of_appointment(session, actor, action, appointment, request, seen)
    return AppointeeDisclosed(
        id=row.id,
        appointment_id=appointment.id,
        disclosed_at=row.disclosed_at,
        name=appointment.name,
        phone=appointment.phone,
    )


def disclose_objector(
    session: Session, actor: Actor, request: DiscloseObjector
) -> ObjectorDisclosed:
    """Show the committee how to reach an objector, and record who saw it.

    Raises:
        NotFound: no such appointment in the actor's communities, or no such objection to it.
        Forbidden: the actor does not answer objections there, or the objection is about them.
        WrongState: no contact was left, or it was erased.
        Invalid: the reason needs words.
    """
    appointment = appointments.one_of(session, actor, request.appointment_id)
    action, area = Action.OBJECTION_DISCLOSE, appointment.community
    # As with the answer itself: a committee of the street is another one (R10).
    allowed = may(actor, action, area=area) and is_committee(actor, area)
    rules.check_may_see_objector(allowed=allowed)
    check_is_impartial(
        has_conflict_of_interest=appointments.has_conflict_of_interest(session, actor, appointment)
    )
    objection = notices.objection_to(session, appointment, request.objection_id)
    check_reason(request.reason, request.words)
    contact = rules.check_contact_left(objection.contact)
    row = _kept_of_appointment(
        session, actor, action, appointment, request, ["contact"], objection.id
    )
    return ObjectorDisclosed(
        id=row.id, objection_id=objection.id, disclosed_at=row.disclosed_at, contact=contact
    )


def search(session: Session, actor: Actor, request: FindApplicants) -> ApplicationPage:
    """Applications by full name, phone or code, where the actor may see full details.

    They are masked as in every list, but finding them by a name or a phone reveals the person: each
    one on the page counts as a viewing. A code does not: it shows its application anyway.

    Raises:
        Invalid: the reason needs words, or a limit, sort or cursor that does not fit.
    """
    check_reason(request.reason, request.words)
    meant = sought(request.person)
    found = applications.narrowed(
        session,
        request,
        visible_to(actor, Action.APPLICATION_DISCLOSE, area=Application.community),
        applications.bears(code=meant.code, phone=meant.phone, name=meant.name),
    )
    known = [one for one in found.rows if one.code != meant.code]
    seen = ["name" if meant.phone is None else "phone"]
    for role, some in by_role(
        applications.APPLICATIONS, actor, Action.APPLICATION_DISCLOSE, known
    ).items():
        # The audit names the role in which the actor acts at the flush.
        act(session, actor, Action.APPLICATION_DISCLOSE, area=some[0].community)
        for application in some:
            _kept_of_applicant(session, actor, request, application, seen=seen, role=role)
        session.flush()
    return applications.listed(session, actor, found)


def _kept_of_applicant(
    session: Session,
    actor: Actor,
    why: DisclosingApplicant,
    application: Application,
    *,
    seen: Sequence[str],
    role: str,
) -> ApplicantDisclosure:
    row = ApplicantDisclosure(
        application_id=application.id,
        community=application.community,
        reason=why.reason,
        **look(actor, why, seen=seen, role=role),
    )
    session.add(row)
    _tell(session, actor, row, PersonKind.APPLICANT, application.id)
    return row


def _kept_of_appointment(
    session: Session,
    actor: Actor,
    action: Action,
    appointment: Appointment,
    why: DisclosingContact,
    seen: Sequence[str],
    objection_id: UUID | None = None,
) -> AppointmentDisclosure:
    role = act(session, actor, action, area=appointment.community)
    row = AppointmentDisclosure(
        appointment_id=appointment.id,
        objection_id=objection_id,
        community=appointment.community,
        reason=why.reason,
        **look(actor, why, seen=seen, role=role),
    )
    session.add(row)
    if objection_id is None:
        _tell(session, actor, row, PersonKind.APPOINTEE, appointment.id)
    else:
        _tell(session, actor, row, PersonKind.OBJECTOR, objection_id)
    return row


def _tell(
    session: Session,
    actor: Actor,
    row: ApplicantDisclosure | AppointmentDisclosure,
    kind: PersonKind,
    subject_id: UUID,
) -> None:
    event = PersonDisclosed(
        disclosure_id=row.id,
        kind=kind,
        subject_id=subject_id,
        community=row.community,
        role=row.role,
        reason=row.reason.value,
        seen=row.seen,
        disclosed_at=row.disclosed_at,
        sealed_account=keyring().to("gateway").seal(row.account),
    )
    outbox.add(session, event, actor=actor)
