"""Certificates of appointment, and the page on which anyone checks one."""

from __future__ import annotations

from uuid import UUID

from contracts.documents import Document
from contracts.recruitment.certificates import (
    CertificateCheck,
    CertificateFilter,
    CertificateList,
    CertificateView,
    CertificateWordBody,
    CertificateWordView,
    CheckCertificate,
    CodeOfCertificate,
    Issue,
    IssueCertificate,
    ListCertificates,
    PrintCertificate,
    Reissue,
    ReissueCertificate,
    Revocation,
    RevokeCertificate,
    SetCertificateWord,
    ShowCertificateWord,
)
from gateway.api.recruitment.streets import checked
from gateway.http.document_routes import DocumentRoutes
from gateway.http.routes import ask, dependencies
from vocabulary.permissions import Action

routes = DocumentRoutes("certificates", "聘任证书 · Certificates of appointment")

_OF_APPOINTMENT = "/api/v1/appointments/<uuid:appointment_id>/certificates"
_ONE = "/api/v1/certificates/<uuid:certificate_id>"
_WORD = "/api/v1/streets/<street>/certificate-word"


@routes.post(_OF_APPOINTMENT, may=Action.CERTIFICATE_MANAGE, takes=Issue, answers=CertificateView)
def issue(body: Issue, appointment_id: UUID) -> CertificateView:
    """Issue the certificate (颁发聘任证书); that part of the four unified ones then stands."""
    return ask(IssueCertificate(appointment_id=appointment_id, **vars(body)))


@routes.get(
    _OF_APPOINTMENT,
    may=Action.CERTIFICATE_READ,
    filters=CertificateFilter,
    answers=CertificateList,
)
def certificates(filters: CertificateFilter, appointment_id: UUID) -> CertificateList:
    """The certificates of one appointment, the newest first."""
    return ask(ListCertificates(appointment_id=appointment_id, **vars(filters)))


@routes.post(
    f"{_ONE}/replacement", may=Action.CERTIFICATE_MANAGE, takes=Reissue, answers=CertificateView
)
def reissue(body: Reissue, certificate_id: UUID) -> CertificateView:
    """Issue another in its place (补发); the older one counts no more."""
    return ask(ReissueCertificate(certificate_id=certificate_id, **vars(body)))


@routes.post(
    f"{_ONE}/revocation",
    may=Action.CERTIFICATE_MANAGE,
    takes=Revocation,
    answers=CertificateView,
)
def revoke(body: Revocation, certificate_id: UUID) -> CertificateView:
    """Revoke a certificate (作废) whose appointment is over."""
    return ask(RevokeCertificate(certificate_id=certificate_id, **vars(body)))


@routes.document_out(f"{_ONE}/document", may=Action.CERTIFICATE_READ)
def document(certificate_id: UUID) -> Document:
    """The certificate as PDF, A4 across, for the ceremony."""
    return ask(PrintCertificate(certificate_id=certificate_id, origin=dependencies().public_origin))


@routes.get(
    "/api/v1/public/certificates/<number>",
    may=Action.ANYONE,
    filters=CodeOfCertificate,
    answers=CertificateCheck,
)
def check(filters: CodeOfCertificate, number: str) -> CertificateCheck:
    """Check a certificate by what stands on it: its number and its code."""
    return ask(CheckCertificate(number=number, **vars(filters)))


@routes.get(_WORD, may=Action.PARAMETER_READ, answers=CertificateWordView)
def word(street: str) -> CertificateWordView:
    """The word (机关代字) with which the numbers of a street's certificates begin."""
    return ask(ShowCertificateWord(street=checked(street)))


@routes.put(
    _WORD, may=Action.PARAMETER_MANAGE, takes=CertificateWordBody, answers=CertificateWordView
)
def set_word(body: CertificateWordBody, street: str) -> CertificateWordView:
    """Set the word for certificates issued from now on; older ones keep their numbers."""
    return ask(SetCertificateWord(street=checked(street), **vars(body)))
