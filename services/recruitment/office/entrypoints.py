"""Requests about the unified parts and the commissioners in office."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.appointments import (
    AppointmentView,
    ListPublicCommissioners,
    MarkPart,
    PublicCommissioners,
)
from contracts.recruitment.commissioners import ListServing, ServingCommissioners
from services.recruitment.office import operations, queries


class OfficeEntrypoints(Service):
    """The unified parts, and who is in office."""

    @rpc(MarkPart, writes=True)
    def mark_part(self, work: Work, request: MarkPart) -> AppointmentView:
        return operations.state_part(work.session, work.actor, request)

    @rpc(ListServing)
    def list_serving(self, work: Work, request: ListServing) -> ServingCommissioners:
        return queries.serving(work.session, work.actor, request)

    @rpc(ListPublicCommissioners)
    def public_commissioners(
        self, work: Work, request: ListPublicCommissioners
    ) -> PublicCommissioners:
        return queries.public_commissioners(work.session, request)
