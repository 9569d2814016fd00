"""Requests about consents, and the clock that cleans."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, writes
from contracts.gateway.consents import (
    FindConsents,
    GiveConsent,
    ListConsents,
    ListOwnConsents,
    RecordConsent,
    WithdrawConsent,
)
from gateway.people.consents import operations, queries
from runtime.logs import logger

log = logger(__name__)

_CLEAN_SECONDS = 3600.0


class ConsentsEntrypoints(Service):
    """Giving, recording, withdrawing, listing."""

    give_consent = writes(GiveConsent, operations.give)
    record_consent = writes(RecordConsent, operations.record)
    withdraw_consent = writes(WithdrawConsent, operations.withdraw)
    list_own_consents = reads(ListOwnConsents, queries.own)
    list_consents = reads(ListConsents, queries.page)
    find_consents = reads(FindConsents, queries.of_phone)

    @every(_CLEAN_SECONDS)
    def clean_old_consents(self, work: Work) -> None:
        cleaned = operations.clean(work.session)
        if any(cleaned.values()):
            log.info("retention", database="gateway", **cleaned)
