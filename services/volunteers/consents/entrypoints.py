"""Events about consents."""

from __future__ import annotations

from bus.entrypoints import Service, Work, subscribe
from contracts.envelope import Envelope
from contracts.gateway.consents import ConsentGiven, ConsentWithdrawn
from services.volunteers.consents import operations


class ConsentsEntrypoints(Service):
    """The copy of the consents."""

    @subscribe(ConsentGiven, ConsentWithdrawn)
    def keep_consent(
        self, work: Work, event: ConsentGiven | ConsentWithdrawn, _envelope: Envelope
    ) -> None:
        operations.keep(work.session, event)
