"""Requests about consents, and the clock that cleans."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, rpc
from contracts.gateway.consents import (
    ConsentList,
    ConsentView,
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

    @rpc(GiveConsent, writes=True)
    def give_consent(self, work: Work, request: GiveConsent) -> ConsentView:
        return operations.give(work.session, work.actor, request)

    @rpc(RecordConsent, writes=True)
    def record_consent(self, work: Work, request: RecordConsent) -> ConsentView:
        return operations.record(work.session, work.actor, request)

    @rpc(WithdrawConsent, writes=True)
    def withdraw_consent(self, work: Work, request: WithdrawConsent) -> ConsentView:
        return operations.withdraw(work.session, work.actor, request)

    @rpc(ListOwnConsents)
    def list_own_consents(self, work: Work, request: ListOwnConsents) -> ConsentList:
        return queries.own(work.session, work.actor, request)

    @rpc(ListConsents)
    def list_consents(self, work: Work, request: ListConsents) -> ConsentList:
        return queries.page(work.session, work.actor, request)

    @rpc(FindConsents)
    def find_consents(self, work: Work, request: FindConsents) -> ConsentList:
        return queries.of_phone(work.session, work.actor, request)

    @every(_CLEAN_SECONDS)
    def clean_old_consents(self, work: Work) -> None:
        cleaned = operations.clean(work.session)
        if any(cleaned.values()):
            log.info("retention", database="gateway", **cleaned)
