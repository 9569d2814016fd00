"""Hours of service, and certificates of them."""

from __future__ import annotations

from uuid import UUID

from contracts.documents import Document
from contracts.volunteers.hour_certificates import (
    CheckHourCertificate,
    IssueHourCertificate,
    ListHourCertificates,
    ListOwnHourCertificates,
    PrintHourCertificate,
    PrintOwnHourCertificate,
    ShowHourCertificate,
)
from contracts.volunteers.hours import (
    AttestHours,
    AttestSeveralHours,
    CorrectHours,
    EnterHours,
    ListHours,
    ListOwnHours,
    RefuseHours,
    ShowHours,
    TotalHours,
)
from contracts.volunteers.volunteers import ShowOwnCode
from gateway.api.recruitment.named_accounts import aside
from gateway.http.document_routes import DocumentRoutes
from gateway.http.routes import ask, dependencies
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = DocumentRoutes("hours", "服务时长 · Hours of service", reads={"code": checked})

_ALL, _CERTIFICATES = "/api/v1/hours", "/api/v1/hour-certificates"
_ONE = f"{_ALL}/<uuid:hours_id>"
_CERTIFICATE = f"{_CERTIFICATES}/<uuid:hour_certificate_id>"
_READ, _MANAGE = Action.HOUR_CERTIFICATE_READ, Action.HOUR_CERTIFICATE_MANAGE

routes.asks("GET", _ALL, ListHours, may=Action.HOURS_READ)
routes.asks("GET", f"{_ALL}/totals", TotalHours, may=Action.HOURS_READ)
routes.asks("GET", _ONE, ShowHours, may=Action.HOURS_READ)
routes.asks("POST", _ALL, EnterHours, may=Action.ATTENDANCE_RECORD, creates="/api/v1/hours/{id}")
routes.asks("POST", f"{_ALL}/attestations", AttestSeveralHours, may=Action.HOURS_ATTEST)
routes.asks("POST", f"{_ONE}/attestation", AttestHours, may=Action.HOURS_ATTEST)
routes.asks("POST", f"{_ONE}/refusal", RefuseHours, may=Action.HOURS_ATTEST)
routes.asks("POST", f"{_ONE}/correction", CorrectHours, may=Action.HOURS_CORRECT)
routes.asks("GET", "/api/v1/public/volunteers/<code>/hours", ListOwnHours, may=Action.ANYONE)
routes.asks(
    "POST",
    "/api/v1/volunteers/<uuid:registration_id>/hour-certificates",
    IssueHourCertificate,
    may=_MANAGE,
    creates="/api/v1/hour-certificates/{id}",
)
routes.asks("GET", _CERTIFICATES, ListHourCertificates, may=_READ)
routes.asks("GET", _CERTIFICATE, ShowHourCertificate, may=_READ)


@routes.document_out(f"{_CERTIFICATE}/document", may=_READ)
def print_hour_certificate(hour_certificate_id: UUID) -> Document:
    """Print the certificate of hours as PDF, A4."""
    origin = dependencies().public_origin
    return ask(PrintHourCertificate(hour_certificate_id=hour_certificate_id, origin=origin))


routes.asks(
    "GET", "/api/v1/public/hour-certificates/<number>", CheckHourCertificate, may=Action.ANYONE
)

_OWN_CERTIFICATES = "/api/v1/public/volunteers/<code>/hour-certificates"
routes.asks("GET", _OWN_CERTIFICATES, ListOwnHourCertificates, may=Action.ANYONE)


@routes.document_out(
    "/api/v1/volunteers/own/hour-certificates/<uuid:hour_certificate_id>/document",
    may=Action.VOLUNTEER_OWN,
)
def print_hour_certificate_of_account(hour_certificate_id: UUID) -> Document:
    """Print your own certificate of hours as PDF, A4, without your code in an address."""
    code = aside(ShowOwnCode()).code
    if code is None:
        raise NotFound(
            "您的账号还没有和义工登记连上，请工作站填写您的账号。",
            "Nobody in the register has your account; ask the workstation to link it.",
        )
    return _own_paper(code, hour_certificate_id)


@routes.document_out(
    f"{_OWN_CERTIFICATES}/<uuid:hour_certificate_id>/document", may=Action.ANYONE, is_personal=True
)
def print_own_hour_certificate(code: str, hour_certificate_id: UUID) -> Document:
    """Print your own certificate of hours as PDF, A4."""
    return _own_paper(checked(code), hour_certificate_id)


def _own_paper(code: str, hour_certificate_id: UUID) -> Document:
    origin = dependencies().public_origin
    return ask(
        PrintOwnHourCertificate(code=code, hour_certificate_id=hour_certificate_id, origin=origin)
    )
