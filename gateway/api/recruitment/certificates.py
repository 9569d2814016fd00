"""Certificates of appointment, and the page on which anyone checks one."""

from __future__ import annotations

from uuid import UUID

from contracts.documents import Document
from contracts.recruitment.certificates import (
    CheckCertificate,
    IssueCertificate,
    ListCertificates,
    PrintCertificate,
    ReissueCertificate,
    RevokeCertificate,
    SetCertificateWord,
    ShowCertificateWord,
)
from gateway.api.recruitment.streets import checked
from gateway.http.document_routes import DocumentRoutes
from gateway.http.routes import ask, dependencies
from vocabulary.permissions import Action

routes = DocumentRoutes(
    "certificates", "聘任证书 · Certificates of appointment", reads={"street": checked}
)

_OF_APPOINTMENT = "/api/v1/appointments/<uuid:appointment_id>/certificates"
_ONE = "/api/v1/certificates/<uuid:certificate_id>"
_WORD = "/api/v1/streets/<street>/certificate-word"


routes.asks("POST", _OF_APPOINTMENT, IssueCertificate, may=Action.CERTIFICATE_MANAGE)
routes.asks("GET", _OF_APPOINTMENT, ListCertificates, may=Action.CERTIFICATE_READ)
routes.asks("POST", f"{_ONE}/replacement", ReissueCertificate, may=Action.CERTIFICATE_MANAGE)
routes.asks("POST", f"{_ONE}/revocation", RevokeCertificate, may=Action.CERTIFICATE_MANAGE)


@routes.document_out(f"{_ONE}/document", may=Action.CERTIFICATE_READ)
def print_certificate(certificate_id: UUID) -> Document:
    """Print the certificate as PDF, A4 landscape, for the ceremony."""
    return ask(PrintCertificate(certificate_id=certificate_id, origin=dependencies().public_origin))


routes.asks("GET", "/api/v1/public/certificates/<number>", CheckCertificate, may=Action.ANYONE)
routes.asks("GET", _WORD, ShowCertificateWord, may=Action.PARAMETER_READ)
routes.asks("PUT", _WORD, SetCertificateWord, may=Action.PARAMETER_MANAGE)
