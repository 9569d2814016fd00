"""The audit of every service, for administrators of their own areas."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from contracts import fields
from contracts.audit import (
    AuditFilter,
    AuditPage,
    ReadAppealsAudit,
    ReadAudit,
    ReadGatewayAudit,
    ReadRecruitmentAudit,
    ReadStreetAudit,
    ReadVolunteersAudit,
)
from contracts.registry import shape
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("audit", "审计 · Who did what to what")


class Service(StrEnum):
    """The service whose audit to read: each keeps that of its own database."""

    APPEALS = "appeals"
    RECRUITMENT = "recruitment"
    VOLUNTEERS = "volunteers"
    STREET = "street"
    GATEWAY = "gateway"


#: The request that each of them answers.
OF_SERVICE: Mapping[Service, type[ReadAudit]] = {
    Service.APPEALS: ReadAppealsAudit,
    Service.RECRUITMENT: ReadRecruitmentAudit,
    Service.VOLUNTEERS: ReadVolunteersAudit,
    Service.STREET: ReadStreetAudit,
    Service.GATEWAY: ReadGatewayAudit,
}


@shape
class ServiceAuditFilter(AuditFilter):
    """The service whose audit to read, and which of its rows."""

    service: Service = fields.choice("The service whose audit to read.", default=Service.APPEALS)


@routes.get("/api/v1/audit", may=Action.AUDIT_READ, filters=ServiceAuditFilter, answers=AuditPage)
def read_audit(filters: ServiceAuditFilter) -> AuditPage:
    """List who did what to what, when, from where and for whom, newest first."""
    asked: dict[str, Any] = dict(vars(filters))
    return ask(OF_SERVICE[asked.pop("service")](**asked))
