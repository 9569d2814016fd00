"""Issuing, re-issuing, revoking, and the word of a street's numbers."""

from __future__ import annotations

import secrets
from typing import cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.recruitment.certificates import (
    CertificateIssued,
    CertificateRevoked,
    CertificateView,
    CertificateWordView,
    Issue,
    IssueCertificate,
    ReissueCertificate,
    RevokeCertificate,
    SetCertificateWord,
)
from contracts.recruitment.words import Part
from groundwork import counters, territories
from runtime import clock
from runtime.codes import print_of
from runtime.database import insert_new
from runtime.identifiers import new_id
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment.model import Appointment
from services.recruitment.back_entries import operations as back_entries
from services.recruitment.certificates import queries, rules
from services.recruitment.certificates.model import Certificate, CertificateWord
from services.recruitment.certificates.rules import Kept
from services.recruitment.office.operations import mark_part
from services.recruitment.posts.model import Post
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.human_numbers import official_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, PreconditionFailed, check_version
from vocabulary.tracking import code_from, normalised

_ENTROPY_BYTES = 8
_SERIES = b"certificates"
_WORD = cast("sa.Table", CertificateWord.__table__)


def issue(session: Session, actor: Actor, request: IssueCertificate) -> CertificateView:
    """Issue the certificate of an appointment (颁发), which completes that part of the four. R14.

    Raises:
        NotFound: no such appointment in the actor's communities.
        Forbidden: the actor may not issue any there.
        PreconditionFailed: the appointment is at another version.
        WrongState: the committee has not decided, or there is one already.
        Invalid: a wrong `issued_on`; or a font lacks a character and no blank is asked for.
    """
    appointment = appointments.one_of(session, actor, request.appointment_id, for_change=True)
    _check_manages(session, actor, appointment)
    check_version(request.expected_version, appointment.version)
    standing = sa.select(Certificate.id).where(
        Certificate.appointment_id == appointment.id, Certificate.state == Kept.STANDING
    )
    rules.check_can_issue(
        appointment=appointment.state,
        has_one=session.scalars(standing).first() is not None,
    )
    certificate = _issued(session, actor, appointment, request)
    mark_part(session, actor, appointment.id, Part.CERTIFICATE, certificate.issued_on)
    session.flush()
    return queries.shown(actor, certificate, appointment)


def reissue(session: Session, actor: Actor, request: ReissueCertificate) -> CertificateView:
    """Issue a replacement (补发); the older one is then invalid.

    Raises:
        NotFound: no such certificate in the actor's communities.
        Forbidden: the actor may not issue any there.
        PreconditionFailed: it is at another version.
        WrongState: it is already invalid, or its appointment is over.
        Invalid: a wrong `issued_on`; or a font lacks a character and no blank is asked for.
    """
    old, appointment = _taken_up(session, actor, request.certificate_id, request.expected_version)
    rules.check_stands(old.state)
    rules.check_can_reissue(queries.state_of(old, appointment))
    _put_aside(session, actor, old, Kept.REPLACED, request.reason)
    new = _issued(session, actor, appointment, request, replaces=old.id)
    session.flush()
    return queries.shown(actor, new, appointment)


def revoke(session: Session, actor: Actor, request: RevokeCertificate) -> CertificateView:
    """Revoke a certificate (作废).

    Raises:
        NotFound: no such certificate in the actor's communities.
        Forbidden: the actor may not revoke any there.
        PreconditionFailed: it is at another version.
        WrongState: it is already invalid, or its appointment goes on.
    """
    old, appointment = _taken_up(session, actor, request.certificate_id, request.expected_version)
    rules.check_stands(old.state)
    rules.check_can_revoke(appointment=appointment.state)
    _put_aside(session, actor, old, Kept.REVOKED, request.reason)
    event = CertificateRevoked(
        certificate_id=old.id,
        appointment_id=appointment.id,
        community=old.community,
        number=old.number,
        version=old.version,
    )
    outbox.add(session, event, actor=actor)
    session.flush()
    return queries.shown(actor, old, appointment)


def set_word(session: Session, actor: Actor, request: SetCertificateWord) -> CertificateWordView:
    """Set the word (机关代字) with which the street's numbers begin; what is issued keeps its own.

    Raises:
        NotFound: not a street, or not one that the actor sees.
        Forbidden: the actor does not set it in this street.
        PreconditionFailed: it is at another version than expected.
    """
    territories.check_street(session, actor, Action.PARAMETER_READ, request.street)
    if not may(actor, Action.PARAMETER_MANAGE, area=request.street):
        raise Forbidden(
            "只有街道办可以设置聘任证书的机关代字。",
            "Only the street office may set the word of its certificates.",
        )
    act(session, actor, Action.PARAMETER_MANAGE, area=request.street)
    found = queries.words_set(session, request.street)
    version = found[0].version if found else 0
    check_version(request.expected_version, version)
    row = {
        "street": request.street,
        "version": version + 1,
        "word": request.word,
        "reason": request.reason,
        "set_at": clock.now(),
        "set_by": actor.account,
    }
    if not insert_new(session, _WORD, [row], unique=("street", "version"), returning="version"):
        raise PreconditionFailed(
            "机关代字刚被他人修改，请重新读取后再试。",
            "Somebody else has just set the word; read it again.",
        )
    return queries.word(session, actor, request.street)


def _taken_up(
    session: Session, actor: Actor, certificate_id: UUID, expected: int | None
) -> tuple[Certificate, Appointment]:
    found, appointment = queries.one_of(session, actor, certificate_id)
    _check_manages(session, actor, appointment)
    appointment = appointments.locked(session, appointment)
    # The appointment is locked for changes of a certificate; earlier reads may be old.
    session.refresh(found)
    check_version(expected, found.version)
    return found, appointment


def _check_manages(session: Session, actor: Actor, appointment: Appointment) -> None:
    if not may(actor, Action.CERTIFICATE_MANAGE, area=appointment.community):
        raise Forbidden(
            "只有本社区工作站和综合党委可以颁发、补发和作废证书。",
            "Only the community's workstation and its party committee may issue certificates.",
        )
    act(session, actor, Action.CERTIFICATE_MANAGE, area=appointment.community)


def _issued(
    session: Session,
    actor: Actor,
    appointment: Appointment,
    request: Issue,
    *,
    replaces: UUID | None = None,
) -> Certificate:
    today = day_of(clock.now())
    issued_on = request.issued_on or today
    rules.check_issued_on(issued_on, decided_on=appointment.decided_on or today, today=today)
    back_entries.enter(session, appointment.community, issued_on, field="issued_on")
    street = street_of(appointment.community)
    serial = counters.next_serial(session, f"certificate/{street}/{issued_on.year}")
    code = code_from(secrets.token_bytes(_ENTROPY_BYTES), _SERIES)
    certificate = Certificate(
        id=new_id(),
        appointment_id=appointment.id,
        community=appointment.community,
        street=street,
        number=official_number(queries.word_of(session, street), issued_on.year, serial),
        code=normalised(code),
        code_print=print_of(code),
        state=Kept.STANDING,
        issued_on=issued_on,
        post_title=session.get_one(Post, appointment.post_id).title,
        issuer=queries.issuer_on(session, appointment.community, issued_on),
        leaves_blanks=request.leaves_blanks,
        shows_address=True,
        replaces=replaces,
        version=1,
    )
    missing = queries.not_printable(session, certificate, appointment)
    rules.check_printable(missing, leaves_blanks=request.leaves_blanks)
    session.add(certificate)
    words = f"留空手书 left blank: {''.join(missing)}" if missing else None
    queries.CERTIFICATES.note(session, actor, certificate, "issued", note=words)
    event = CertificateIssued(
        certificate_id=certificate.id,
        appointment_id=appointment.id,
        community=certificate.community,
        number=certificate.number,
        issued_on=issued_on,
        replaces=replaces,
        version=1,
    )
    outbox.add(session, event, actor=actor)
    return certificate


def _put_aside(
    session: Session, actor: Actor, certificate: Certificate, state: Kept, reason: str
) -> None:
    certificate.state, certificate.reason = state, reason
    certificate.version += 1
    queries.CERTIFICATES.note(session, actor, certificate, state, note=reason)
    # Before a replacement stands.
    session.flush()
