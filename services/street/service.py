"""The street service as one class of entry points."""

from __future__ import annotations

from audit import reading
from bus.entrypoints import Work, rpc
from contracts.audit import AuditPage, ReadStreetAudit
from services.street.areas.entrypoints import AreasEntrypoints
from services.street.totals.entrypoints import TotalsEntrypoints


class StreetService(TotalsEntrypoints, AreasEntrypoints):
    """Everything that the street service answers and listens to."""

    name = "street"
    database_name = "street"

    @rpc(ReadStreetAudit)
    def audit_of_street(self, work: Work, request: ReadStreetAudit) -> AuditPage:
        return reading.page(work.session, work.actor, request)
