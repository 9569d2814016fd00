"""Certificates of an appointment, the check page, and the certificate on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.documents import Document
from contracts.recruitment.certificates import (
    CertificateCheck,
    CertificateList,
    CertificateView,
    CertificateWordStep,
    CertificateWordView,
    CheckCertificate,
    ListCertificates,
    PrintCertificate,
)
from contracts.recruitment.words import CertificateState
from contracts.words import value_name
from groundwork import areas, history, printing, territories
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.codes import has_code
from runtime.copying import Copying
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment.model import Appointment
from services.recruitment.certificates import rules
from services.recruitment.certificates.model import Certificate, CertificateWord
from services.recruitment.posts.model import Post
from services.recruitment.templates import CERTIFICATE
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.human_numbers import official_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, NotFound
from vocabulary.tracking import grouped

KIND = "certificate"
CERTIFICATES = Kept(Certificate, KIND, "证书", "certificate")
_CHECK_PAGE = "/certificates"
_ORDER = paging.Order(
    {"issued_on": Certificate.issued_on}, identity=Certificate.id, usual="-issued_on"
)
_VIEW = Copying(Certificate, CertificateView, given=("code", "state", "possible"))
_WORD_STEP = Copying(CertificateWord, CertificateWordStep)
#: The serial in the number that shows how the word looks.
_SAMPLE = 12


def of_appointment(session: Session, actor: Actor, request: ListCertificates) -> CertificateList:
    """A page of the certificates of one appointment, the newest first unless sorted otherwise.

    Raises:
        NotFound: no such appointment in the actor's communities.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    appointment = appointments.one_of(session, actor, request.appointment_id)
    chosen = sa.select(Certificate).where(Certificate.appointment_id == appointment.id)
    found = paging.page(session, chosen, _ORDER, request)
    return CertificateList(
        items=[shown(actor, one, appointment) for one in found.rows], **found.besides
    )


def one_of(session: Session, actor: Actor, certificate_id: UUID) -> tuple[Certificate, Appointment]:
    """One certificate in the actor's scope, and its appointment.

    Raises:
        NotFound: there is none, or it is elsewhere; the answer does not say which.
    """
    chosen = (
        sa.select(Certificate, Appointment)
        .join(Appointment, Appointment.id == Certificate.appointment_id)
        .where(
            Certificate.id == certificate_id,
            appointments.APPOINTMENTS.reached_by(actor, Action.CERTIFICATE_READ),
        )
    )
    row = session.execute(chosen).one_or_none()
    if row is None:
        raise CERTIFICATES.no_such(certificate_id)
    return row[0], row[1]


def check(session: Session, request: CheckCertificate) -> CertificateCheck:
    """The text of the certificate and its validity, for the holder of the paper.

    Raises:
        NotFound: number and code do not match; the answer does not say which is wrong.
    """
    chosen = (
        sa.select(Certificate, Appointment, Post.title)
        .join(Appointment, Appointment.id == Certificate.appointment_id)
        .join(Post, Post.id == Appointment.post_id)
        .where(has_code(Certificate.code_print, request.code))
    )
    row = session.execute(chosen).one_or_none()
    if row is None or rules.plain_number(row[0].number) != rules.plain_number(request.number):
        raise NotFound(
            "没有找到该证书，请核对编号和校验码。",
            "There is no such certificate; check its number and its code.",
        )
    certificate, appointment, title = row
    state = state_of(certificate, appointment)
    return CertificateCheck(
        number=certificate.number,
        state=state,
        state_zh=value_name(state).zh,
        name=appointment.known_name,
        community=areas.name_on(session, appointment.community, certificate.issued_on).zh,
        post=certificate.post_title or title,
        issuer=_issuer(session, certificate),
        # A certificate is issued once its term is decided.
        term_from=appointment.term_from or certificate.issued_on,
        term_to=appointment.term_to or certificate.issued_on,
        issued_on=certificate.issued_on,
        back_entry=_back_entry(session, certificate),
    )


def document(session: Session, actor: Actor, request: PrintCertificate) -> Document:
    """The certificate on paper, with name and code, for its issuers and its person.

    Raises:
        NotFound: there is none in the actor's communities.
        Forbidden: the actor sees name and code only masked.
        WrongState: the person on it was erased.
        Invalid: a font lacks a character, and it was issued without blanks.
    """
    certificate, appointment = one_of(session, actor, request.certificate_id)
    if not _sees_whole(actor, certificate, appointment):
        raise Forbidden(
            "证书载有姓名和校验码，只有本社区工作站、综合党委和本人可以打印。",
            "A certificate shows name and code; only the community's workstation, its party "
            "committee and the person may print it.",
        )
    rules.check_names_somebody(appointment.known_name)
    words = _words(session, certificate, appointment)
    missing = not_printable(session, certificate, appointment)
    rules.check_printable(missing, leaves_blanks=certificate.leaves_blanks)
    state = state_of(certificate, appointment)
    code = grouped(certificate.code)
    address = request.origin and check_address(request.origin, certificate.number, code)
    facts = {
        **{name: printing.with_blanks(text) for name, text in words.items()},
        "number": certificate.number,
        "written_number": rules.written_number(certificate.number),
        "term_from": appointment.term_from,
        "term_to": appointment.term_to,
        "issued_on": certificate.issued_on,
        "code": code,
        "void": None if state in rules.COUNTING else value_name(state).zh,
        "qr": address and printing.qr(address),
        "address": address if certificate.shows_address else None,
    }
    name = f"聘任证书{rules.plain_number(certificate.number)}.pdf"
    return Document.of(name, CERTIFICATE.pdf(facts, made_at=clock.now().replace(microsecond=0)))


def not_printable(
    session: Session, certificate: Certificate, appointment: Appointment
) -> list[str]:
    """The characters on it that no font prints."""
    return printing.missing("".join(_words(session, certificate, appointment).values()))


def _words(session: Session, certificate: Certificate, appointment: Appointment) -> dict[str, str]:
    """The words on it: names of the person, the places, the post, the issuer."""
    on = certificate.issued_on
    title = certificate.post_title or session.get_one(Post, appointment.post_id).title
    return {
        "name": appointment.name or "",
        "street": areas.name_on(session, street_of(appointment.community), on).zh,
        "community": areas.name_on(session, appointment.community, on).zh,
        "post": title,
        "issuer": _issuer(session, certificate),
    }


def issuer_on(session: Session, community: str, day: dt.date) -> str:
    """The issuer of a community's certificates, under its name on that day."""
    return f"{areas.name_on(session, community, day).zh}综合党委"


def check_address(origin: str, number: str, code: str) -> str:
    """The address for checking a certificate, with its number and code."""
    query = urlencode({"code": code})
    return f"{origin.rstrip('/')}{_CHECK_PAGE}/{rules.plain_number(number)}?{query}"


def word(session: Session, actor: Actor, street: str) -> CertificateWordView:
    """The word of a street's certificates, and every one that was set.

    Raises:
        NotFound: not a street, or not one that the actor sees.
    """
    territories.check_street(session, actor, Action.PARAMETER_READ, street)
    found = words_set(session, street)
    current = found[0].word if found else None
    return CertificateWordView(
        street=street,
        word=current,
        sample=official_number(current, day_of(clock.now()).year, _SAMPLE),
        steps=[_WORD_STEP(step) for step in found],
        version=found[0].version if found else 0,
    )


def word_of(session: Session, street: str) -> str | None:
    """The word that the next certificate of the street bears."""
    chosen = sa.select(CertificateWord.word).where(CertificateWord.street == street)
    return session.scalars(chosen.order_by(CertificateWord.version.desc()).limit(1)).first()


def words_set(session: Session, street: str) -> Sequence[CertificateWord]:
    """Every word that was set, the newest first."""
    chosen = sa.select(CertificateWord).where(CertificateWord.street == street)
    return session.scalars(chosen.order_by(CertificateWord.version.desc())).all()


def shown(actor: Actor, certificate: Certificate, appointment: Appointment) -> CertificateView:
    """The certificate for one reader; only its issuers and its person see the code."""
    sees_code = _sees_whole(actor, certificate, appointment)
    state = state_of(certificate, appointment)
    return _VIEW(
        certificate,
        code=grouped(certificate.code) if sees_code else None,
        state=state,
        possible=rules.offered(
            certificate.state,
            state,
            appointment=appointment.state,
            manages=may(actor, Action.CERTIFICATE_MANAGE, area=certificate.community),
        ),
    )


def state_of(certificate: Certificate, appointment: Appointment) -> CertificateState:
    """Whether it counts today."""
    return rules.counts_as(
        certificate.state,
        appointment=appointment.state,
        term_to=appointment.term_to or dt.date.max,
        end_reason=appointment.end_reason,
        today=day_of(clock.now()),
    )


def _sees_whole(actor: Actor, certificate: Certificate, appointment: Appointment) -> bool:
    manages = may(actor, Action.CERTIFICATE_MANAGE, area=certificate.community)
    return manages or actor.account == appointment.account


def _back_entry(session: Session, certificate: Certificate) -> str | None:
    """Under which consent it was entered, or the appointment that it certifies."""
    for kind, thing in ((KIND, certificate.id), (appointments.KIND, certificate.appointment_id)):
        found = history.back_entries(session, kind, [thing])
        if thing in found:
            return found[thing]
    return None


def _issuer(session: Session, certificate: Certificate) -> str:
    on_that_day = certificate.community, certificate.issued_on
    return certificate.issuer or issuer_on(session, *on_that_day)
