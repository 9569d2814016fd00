"""What recruitment listens to about consents, and the clock that cleans."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, subscribe
from contracts.envelope import Envelope
from contracts.gateway.consents import ConsentGiven, ConsentWithdrawn
from runtime.logs import logger
from services.recruitment.consents import operations

log = logger(__name__)

_CLEAN_SECONDS = 3600.0


class ConsentsEntrypoints(Service):
    """The copy of the consents."""

    @subscribe(ConsentGiven, ConsentWithdrawn)
    def keep_consent(
        self, work: Work, event: ConsentGiven | ConsentWithdrawn, _envelope: Envelope
    ) -> None:
        operations.keep(work.session, event)

    @every(_CLEAN_SECONDS)
    def clean_old_consents(self, work: Work) -> None:
        cleaned = operations.clean(work.session)
        if any(cleaned.values()):
            log.info("retention", database="recruitment", **cleaned)
