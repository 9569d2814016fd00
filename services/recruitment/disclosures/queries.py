"""Viewings of a person's full details: for those who oversee, and for the person."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.recruitment.disclosures import (
    ApplicantDisclosureList,
    ApplicantDisclosureView,
    AppointmentDisclosureList,
    AppointmentDisclosureView,
    CommunityApplicantDisclosure,
    CommunityApplicantDisclosureList,
    CommunityAppointmentDisclosure,
    CommunityAppointmentDisclosureList,
    ListApplicantDisclosures,
    ListAppointmentDisclosures,
    ListCommunityApplicantDisclosures,
    ListCommunityAppointmentDisclosures,
    ToldApplicantDisclosure,
    ToldApplicantDisclosures,
    ToldContactDisclosure,
    ToldObjectorDisclosures,
    TrackApplicantDisclosures,
    TrackObjectorDisclosures,
)
from groundwork.disclosures import of_area, page, to_overseers, told
from groundwork.kept import each
from services.recruitment.applications import queries as applications
from services.recruitment.applications.model import Application
from services.recruitment.appointment import queries as appointments
from services.recruitment.disclosures import rules
from services.recruitment.disclosures.model import ApplicantDisclosure, AppointmentDisclosure
from services.recruitment.public_notice import queries as notices
from vocabulary.actors import Actor
from vocabulary.permissions import Action


def for_overseers(
    session: Session, actor: Actor, request: ListApplicantDisclosures
) -> ApplicantDisclosureList:
    """The viewings of the person of one application.

    Raises:
        NotFound: no such application in the actor's communities.
        Forbidden: the actor does not oversee there.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    application = applications.APPLICATIONS.one_of(session, actor, request.application_id)
    rules.check_may_oversee(actor, community=application.community)
    row = ApplicantDisclosure
    found = page(session, row, request, row.application_id == application.id)
    return ApplicantDisclosureList(
        items=[
            ApplicantDisclosureView(reason=one.reason, **to_overseers(one)) for one in found.rows
        ],
        **found.besides,
    )


def of_communities(
    session: Session, actor: Actor, request: ListCommunityApplicantDisclosures
) -> CommunityApplicantDisclosureList:
    """The viewings of applicants in the communities that the actor oversees.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    row, action = ApplicantDisclosure, Action.APPLICATION_DISCLOSURE_READ
    found = of_area(session, actor, action, row, request, area=row.community)
    seen = each(session, Application, [one.application_id for one in found.rows])
    return CommunityApplicantDisclosureList(
        items=[
            CommunityApplicantDisclosure(
                reason=one.reason,
                application_id=one.application_id,
                number=seen[one.application_id].number,
                community=one.community,
                **to_overseers(one),
            )
            for one in found.rows
        ],
        **found.besides,
    )


def of_appointments(
    session: Session, actor: Actor, request: ListCommunityAppointmentDisclosures
) -> CommunityAppointmentDisclosureList:
    """The viewings of candidates, commissioners and objectors where the actor oversees.

    Those of their own contact are for the people themselves, see `of_appointment`.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    row, action = AppointmentDisclosure, Action.APPOINTMENT_DISCLOSURE_READ
    found = of_area(session, actor, action, row, request, area=row.community)
    posts = appointments.posts_of(session, [one.appointment_id for one in found.rows])
    return CommunityAppointmentDisclosureList(
        items=[
            CommunityAppointmentDisclosure(
                reason=one.reason,
                appointment_id=one.appointment_id,
                objection_id=one.objection_id,
                post=posts[one.appointment_id],
                community=one.community,
                **to_overseers(one),
            )
            for one in found.rows
        ],
        **found.besides,
    )


def for_the_person(
    session: Session, request: TrackApplicantDisclosures
) -> ToldApplicantDisclosures:
    """The same for the holder of the application's code: no account, no free words.

    Raises:
        NotFound: the code is unknown.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    application = applications.one_with_code(session, request.code)
    row = ApplicantDisclosure
    found = page(session, row, request, row.application_id == application.id)
    return ToldApplicantDisclosures(
        items=[ToldApplicantDisclosure(reason=one.reason, **told(one)) for one in found.rows],
        **found.besides,
    )


def of_appointment(
    session: Session, actor: Actor, request: ListAppointmentDisclosures
) -> AppointmentDisclosureList:
    """The viewings of the contact of one appointment's person, and of its objectors.

    The person sees only their own, without account and words.

    Raises:
        NotFound: no such appointment in the actor's communities.
        Forbidden: the actor does not oversee there and is not the person.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    appointment = appointments.one_of(session, actor, request.appointment_id)
    allowed = appointments.APPOINTMENTS.may(actor, Action.APPOINTMENT_DISCLOSURE_READ, appointment)
    rules.check_may_oversee_appointment(allowed=allowed)
    is_own = appointments.is_own(actor, appointment)
    row = AppointmentDisclosure
    which = [row.appointment_id == appointment.id]
    if is_own:
        which.append(row.objection_id.is_(None))
    found = page(session, row, request, *which)
    return AppointmentDisclosureList(
        items=[
            AppointmentDisclosureView(
                id=one.id,
                objection_id=one.objection_id,
                by=None if is_own else one.account,
                reason=one.reason,
                words=None if is_own else one.words,
                **told(one),
            )
            for one in found.rows
        ],
        **found.besides,
    )


def for_the_objector(
    session: Session, request: TrackObjectorDisclosures
) -> ToldObjectorDisclosures:
    """The viewings of the contact left with the objection of this code.

    Raises:
        NotFound: the code is unknown.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    objection = notices.objection_with_code(session, request.code)
    row = AppointmentDisclosure
    found = page(session, row, request, row.objection_id == objection.id)
    return ToldObjectorDisclosures(
        items=[ToldContactDisclosure(reason=one.reason, **told(one)) for one in found.rows],
        **found.besides,
    )
