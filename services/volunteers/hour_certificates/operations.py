"""Issuing certificates, and correcting the hours on them."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.volunteers.hour_certificates import (
    CertificateOfHoursIssued,
    HourCertificateView,
    IssueHourCertificate,
)
from contracts.volunteers.hours import CorrectHours, HoursView
from contracts.volunteers.words import HourCertificateState, HoursState
from groundwork import areas, counters
from runtime import clock
from runtime.codes import print_of
from runtime.identifiers import new_id
from runtime.narrowing import between
from services.volunteers.activities.queries import titles_of
from services.volunteers.hour_certificates import queries, rules
from services.volunteers.hour_certificates.model import CertifiedHours, HourCertificate
from services.volunteers.hour_certificates.queries import HOUR_CERTIFICATES
from services.volunteers.hours import operations as hours_operations
from services.volunteers.hours import queries as hours_queries
from services.volunteers.hours.model import Hours
from services.volunteers.hours.rules import Deed
from services.volunteers.volunteers.model import Volunteer
from services.volunteers.volunteers.queries import REGISTRATIONS
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden
from vocabulary.tracking import code_from, normalised

_ENTROPY_BYTES = 8
_SERIES = b"hour certificates"


def issue(session: Session, actor: Actor, request: IssueHourCertificate) -> HourCertificateView:
    """Certify the counted hours of a person in the actor's street, free of charge.

    Raises:
        NotFound: no such volunteer in the actor's communities.
        Forbidden: the actor issues none there.
        WrongState: no hours count in that time, or the person was erased.
    """
    registration = REGISTRATIONS.one_of(session, actor, request.registration_id)
    action = Action.HOUR_CERTIFICATE_MANAGE
    if not REGISTRATIONS.may(actor, action, registration):
        raise _for_others()
    act(session, actor, action, area=registration.community)
    person = session.get_one(Volunteer, registration.volunteer_id)
    name = rules.check_names_somebody(person.name)
    chosen = sa.select(Hours).where(
        Hours.volunteer_id == person.id,
        Hours.community == registration.community,
        Hours.state == HoursState.COUNTED,
        *between(Hours.served_on, request.served_from, request.served_to),
    )
    # Locked, so that a correction meanwhile waits and then marks this certificate.
    served = session.scalars(chosen.order_by(Hours.served_on, Hours.id).with_for_update()).all()
    rules.check_something_counts(lines=len(served))
    certificate = _new(session, registration.community, person, request, name)
    certificate.minutes = sum(hours.minutes for hours in served)
    session.add(certificate)
    HOUR_CERTIFICATES.changed(session, actor, certificate, "issued")
    titles = titles_of(session, [hours.activity_id for hours in served])
    session.add_all(
        CertifiedHours(
            certificate_id=certificate.id,
            hours_id=hours.id,
            activity=titles[hours.activity_id],
            served_on=hours.served_on,
            minutes=hours.minutes,
        )
        for hours in served
    )
    session.flush()
    _succeed(session, actor, certificate)
    event = CertificateOfHoursIssued(
        hour_certificate_id=certificate.id,
        volunteer_id=person.id,
        community=certificate.community,
        number=certificate.number,
        minutes=certificate.minutes,
        issued_on=certificate.issued_on,
        version=certificate.version,
    )
    outbox.add(session, event, actor=actor)
    session.flush()
    return queries.shown(session, actor, certificate)


def correct(session: Session, actor: Actor, request: CorrectHours) -> HoursView:
    """Correct counted hours; certificates that tell the old ones are marked as replaced.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `hours.taken_up`.
        WrongState: they do not count.
    """
    hours_operations.person_first(session, request.hours_id)
    hours = hours_operations.taken_up(session, actor, request, Deed.CORRECT)
    let_count(session, actor, hours, request.minutes, request.reason)
    return hours_queries.shown(session, actor, hours)


def let_count(
    session: Session, actor: Actor, hours: Hours, minutes: int, reason: str | None
) -> None:
    """Let other minutes of locked hours count, and mark the certificates that tell the old ones.

    Raises:
        WrongState: they do not count.
    """
    hours_operations.correct(session, actor, hours, minutes, reason)
    chosen = (
        sa.select(HourCertificate)
        .join(CertifiedHours, CertifiedHours.certificate_id == HourCertificate.id)
        .where(
            CertifiedHours.hours_id == hours.id,
            HourCertificate.state == HourCertificateState.STANDING,
        )
        .order_by(HourCertificate.id)
        .with_for_update(of=HourCertificate)
    )
    for certificate in session.scalars(chosen).all():
        certificate.state = HourCertificateState.REPLACED
        HOUR_CERTIFICATES.changed(session, actor, certificate, "replaced")
    session.flush()


def _succeed(session: Session, actor: Actor, certificate: HourCertificate) -> None:
    """Let certificates with corrected hours of this one name it."""
    told = sa.select(CertifiedHours.hours_id).where(CertifiedHours.certificate_id == certificate.id)
    chosen = (
        sa.select(HourCertificate)
        .where(
            HourCertificate.volunteer_id == certificate.volunteer_id,
            HourCertificate.state == HourCertificateState.REPLACED,
            HourCertificate.replaced_by_id.is_(None),
            sa.exists().where(
                CertifiedHours.certificate_id == HourCertificate.id,
                CertifiedHours.hours_id.in_(told),
            ),
        )
        .order_by(HourCertificate.id)
        .with_for_update(of=HourCertificate)
    )
    for before in session.scalars(chosen).all():
        before.replaced_by_id = certificate.id
        HOUR_CERTIFICATES.changed(session, actor, before, "succeeded")


def _new(
    session: Session, community: str, person: Volunteer, request: IssueHourCertificate, name: str
) -> HourCertificate:
    today = day_of(clock.now())
    street = street_of(community)
    serial = counters.next_serial(session, f"hour_certificate/{street}/{today.year}")
    code = code_from(secrets.token_bytes(_ENTROPY_BYTES), _SERIES)
    return HourCertificate(
        id=new_id(),
        volunteer_id=person.id,
        community=community,
        street=street,
        number=human_number(today.year, serial),
        code=normalised(code),
        code_print=print_of(code),
        name=name,
        in_charge=request.in_charge,
        issuer=f"{areas.name_on(session, community, today).zh}工作站",
        state=HourCertificateState.STANDING,
        issued_on=today,
        version=0,
    )


def _for_others() -> Forbidden:
    return Forbidden(
        "只有本社区工作站和综合党委可以开具志愿服务证明。",
        "Only the community's workstation and its party committee may certify hours.",
    )
