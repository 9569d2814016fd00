"""Requests about receptions."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.appeals.receptions import (
    ListReceptions,
    ReceptionPage,
    ReceptionView,
    RecordReception,
)
from services.appeals.receptions import operations, queries


class ReceptionsEntrypoints(Service):
    """Writing receptions down, and listing them."""

    @rpc(RecordReception, writes=True)
    def record_reception(self, work: Work, request: RecordReception) -> ReceptionView:
        return operations.record(work.session, work.actor, request)

    @rpc(ListReceptions)
    def list_receptions(self, work: Work, request: ListReceptions) -> ReceptionPage:
        return queries.page(work.session, work.actor, request)
