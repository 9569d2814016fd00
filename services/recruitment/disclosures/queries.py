"""Who saw a person whole: for those who oversee, and for the person."""

from __future__ import annotations

from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.disclosures import (
    ApplicantDisclosureList,
    ApplicantDisclosureView,
    AppointmentDisclosureList,
    AppointmentDisclosureView,
    DisclosureFilter,
    ListApplicantDisclosures,
    ListAppointmentDisclosures,
    ToldApplicantDisclosure,
    ToldApplicantDisclosures,
    ToldContactDisclosure,
    ToldObjectorDisclosures,
    TrackApplicantDisclosures,
    TrackObjectorDisclosures,
)
from runtime import paging
from services.recruitment.applications import queries as applications
from services.recruitment.appointment import queries as appointments
from services.recruitment.disclosures import rules
from services.recruitment.disclosures.model import ApplicantDisclosure, AppointmentDisclosure, Look
from services.recruitment.public_notice import queries as notices
from vocabulary.actors import Actor
from vocabulary.permissions import Action

L = TypeVar("L", bound=Look)


def for_overseers(
    session: Session, actor: Actor, request: ListApplicantDisclosures
) -> ApplicantDisclosureList:
    """Who saw the person of one application.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor does not oversee there.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    application = applications.one_of(session, actor, request.application_id)
    rules.check_may_oversee(actor, community=application.community)
    row = ApplicantDisclosure
    found = _page(session, row, request, row.application_id == application.id)
    return ApplicantDisclosureList(
        items=[
            ApplicantDisclosureView(
                id=one.id, by=one.account, reason=one.reason, words=one.words, **_told(one)
            )
            for one in found.rows
        ],
        **found.besides,
    )


def for_the_person(
    session: Session, request: TrackApplicantDisclosures
) -> ToldApplicantDisclosures:
    """The same for whoever holds the application's code: no account, no free words.

    Raises:
        NotFound: nothing has this code.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    application = applications.one_with_code(session, request.code)
    row = ApplicantDisclosure
    found = _page(session, row, request, row.application_id == application.id)
    return ToldApplicantDisclosures(
        items=[ToldApplicantDisclosure(reason=one.reason, **_told(one)) for one in found.rows],
        **found.besides,
    )


def of_appointment(
    session: Session, actor: Actor, request: ListAppointmentDisclosures
) -> AppointmentDisclosureList:
    """Who saw the contact of one appointment's person, and of those who objected to it.

    The person sees the own ones alone, without account and words.

    Raises:
        NotFound: no such appointment in the actor's communities.
        Forbidden: the actor neither oversees there nor is the person.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    appointment = appointments.one_of(session, actor, request.appointment_id)
    allowed = appointments.may(actor, Action.APPOINTMENT_DISCLOSURE_READ, appointment)
    rules.check_may_oversee_appointment(allowed=allowed)
    is_own = appointments.is_own(actor, appointment)
    row = AppointmentDisclosure
    which = [row.appointment_id == appointment.id]
    if is_own:
        which.append(row.objection_id.is_(None))
    found = _page(session, row, request, *which)
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
            for one in found.rows
        ],
        **found.besides,
    )


def for_the_objector(
    session: Session, request: TrackObjectorDisclosures
) -> ToldObjectorDisclosures:
    """Who saw the contact left with the objection with this code.

    Raises:
        NotFound: nothing has this code.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    objection = notices.objection_with_code(session, request.code)
    row = AppointmentDisclosure
    found = _page(session, row, request, row.objection_id == objection.id)
    return ToldObjectorDisclosures(
        items=[ToldContactDisclosure(reason=one.reason, **_told(one)) for one in found.rows],
        **found.besides,
    )


def _page(
    session: Session, row: type[L], request: DisclosureFilter, *which: sa.ColumnElement[bool]
) -> paging.Page[L]:
    order = paging.Order({"disclosed_at": row.disclosed_at}, identity=row.id, usual="disclosed_at")
    return paging.page(session, sa.select(row).where(*which), order, request)


def _told(look: Look) -> dict[str, Any]:
    """What everybody learns of it who learns of it at all: no account, no free words."""
    return {"disclosed_at": look.disclosed_at, "role": look.role, "seen": look.seen}
