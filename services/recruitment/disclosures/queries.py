"""Who saw a person whole: for those who oversee, and for the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
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
from services.recruitment.disclosures.model import ApplicantDisclosure, AppointmentDisclosure, Look
from vocabulary.actors import Actor
from vocabulary.permissions import Action

L = TypeVar("L", bound=Look)


def of(session: Session, application_id: UUID) -> Sequence[ApplicantDisclosure]:
    """Every disclosure of an application, oldest first."""
    row = ApplicantDisclosure
    return _oldest_first(session, row, row.application_id == application_id)


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
                id=row.id, by=row.account, reason=row.reason, words=row.words, **_told(row)
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
            ToldApplicantDisclosure(reason=row.reason, **_told(row))
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
    is_own = appointments.is_own(actor, appointment)
    row = AppointmentDisclosure
    which = [row.appointment_id == appointment.id]
    if is_own:
        which.append(row.objection_id.is_(None))
    return AppointmentDisclosureList(
        items=[
            AppointmentDisclosureView(
                id=one.id,
                objection_id=one.objection_id,
                by=None if is_own else one.account,
                reason=one.reason,
                words=None if is_own else one.words,
                **_told(one),
            )
            for one in _oldest_first(session, row, *which)
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
    return ToldObjectorDisclosures(
        items=[
            ToldContactDisclosure(reason=one.reason, **_told(one))
            for one in _oldest_first(session, row, row.objection_id == objection.id)
        ]
    )


def _oldest_first(session: Session, row: type[L], *which: sa.ColumnElement[bool]) -> Sequence[L]:
    chosen = sa.select(row).where(*which).order_by(row.disclosed_at, row.id)
    return session.scalars(chosen).all()


def _told(look: Look) -> dict[str, Any]:
    """What everybody learns of it who learns of it at all: no account, no free words."""
    return {"disclosed_at": look.disclosed_at, "role": look.role, "seen": look.seen}
