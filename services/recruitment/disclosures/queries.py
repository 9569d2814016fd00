"""Who saw a person whole: for those who oversee, and for the person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.disclosures import (
    ApplicantDisclosureList,
    ApplicantDisclosureView,
    AppointmentDisclosureList,
    AppointmentDisclosureView,
    ListApplicantDisclosures,
    ListAppointmentDisclosures,
    ToldApplicantDisclosure,
    ToldApplicantDisclosures,
    ToldContactDisclosure,
    ToldObjectorDisclosures,
    TrackApplicantDisclosures,
    TrackObjectorDisclosures,
)
from services.recruitment.applications import queries as applications
from services.recruitment.appointments import queries as appointments
from services.recruitment.disclosures import rules
from services.recruitment.disclosures.model import ApplicantDisclosure, AppointmentDisclosure
from vocabulary.actors import Actor
from vocabulary.permissions import Action


def of(session: Session, application_id: UUID) -> Sequence[ApplicantDisclosure]:
    """Every disclosure of an application, oldest first."""
    row = ApplicantDisclosure
    chosen = sa.select(row).where(row.application_id == application_id)
    return session.scalars(chosen.order_by(row.disclosed_at, row.id)).all()


def for_overseers(
    session: Session, actor: Actor, request: ListApplicantDisclosures
) -> ApplicantDisclosureList:
    """Who saw the person of one application.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor does not oversee there.
    """
    application = applications.one_of(session, actor, request.application_id)
    rules.check_may_oversee(actor, community=application.community)
    return ApplicantDisclosureList(
        items=[
            ApplicantDisclosureView(
                id=row.id,
                disclosed_at=row.disclosed_at,
                by=row.account,
                role=row.role,
                reason=row.reason,
                words=row.words,
                seen=row.fields.split(","),
            )
            for row in of(session, application.id)
        ]
    )


def for_the_person(
    session: Session, request: TrackApplicantDisclosures
) -> ToldApplicantDisclosures:
    """The same for whoever holds the application's code: no account, no free words.

    Raises:
        NotFound: nothing has this code.
    """
    application = applications.one_with_code(session, request.code)
    return ToldApplicantDisclosures(
        items=[
            ToldApplicantDisclosure(
                disclosed_at=row.disclosed_at,
                role=row.role,
                reason=row.reason,
                seen=row.fields.split(","),
            )
            for row in of(session, application.id)
        ]
    )


def of_appointment(
    session: Session, actor: Actor, request: ListAppointmentDisclosures
) -> AppointmentDisclosureList:
    """Who saw the contact of one appointment's person, and of those who objected to it.

    The person sees the own ones alone, without account and words.

    Raises:
        NotFound: no such appointment in the actor's communities.
        Forbidden: the actor neither oversees there nor is the person.
    """
    appointment = appointments.one_of(session, actor, request.appointment_id)
    allowed = appointments.may(actor, Action.APPOINTMENT_DISCLOSURE_READ, appointment)
    rules.check_may_oversee_appointment(allowed=allowed)
    is_own = actor.account == appointment.account
    row = AppointmentDisclosure
    chosen = sa.select(row).where(row.appointment_id == appointment.id)
    if is_own:
        chosen = chosen.where(row.objection_id.is_(None))
    return AppointmentDisclosureList(
        items=[
            AppointmentDisclosureView(
                id=one.id,
                objection_id=one.objection_id,
                disclosed_at=one.disclosed_at,
                by=None if is_own else one.account,
                role=one.role,
                reason=one.reason,
                words=None if is_own else one.words,
                seen=one.fields.split(","),
            )
            for one in session.scalars(chosen.order_by(row.disclosed_at, row.id))
        ]
    )


def for_the_objector(
    session: Session, request: TrackObjectorDisclosures
) -> ToldObjectorDisclosures:
    """Who saw the contact left with the objection with this code.

    Raises:
        NotFound: nothing has this code.
    """
    objection = appointments.objection_with_code(session, request.code)
    row = AppointmentDisclosure
    chosen = sa.select(row).where(row.objection_id == objection.id)
    return ToldObjectorDisclosures(
        items=[
            ToldContactDisclosure(
                disclosed_at=one.disclosed_at,
                role=one.role,
                reason=one.reason,
                seen=one.fields.split(","),
            )
            for one in session.scalars(chosen.order_by(row.disclosed_at, row.id))
        ]
    )
