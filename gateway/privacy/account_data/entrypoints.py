"""Requests about the data of an account's owner, and the clock that cleans."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, rpc, writes
from contracts.gateway.account_data import (
    AccountErasure,
    AccountExport,
    EraseAccount,
    EraseOwnAccount,
    ExportOwnAccount,
)
from contracts.gateway.accounts import CloseAccount
from gateway.privacy.account_data import operations, queries
from runtime.logs import logger

log = logger(__name__)

_CLEAN_SECONDS = 3600.0


class AccountDataEntrypoints(Service):
    """Closing, copying, erasing."""

    close_account = writes(CloseAccount, operations.close)

    @rpc(ExportOwnAccount)
    def export_own_account(self, work: Work, _request: ExportOwnAccount) -> AccountExport:
        return queries.export(work.session, work.actor)

    @rpc(EraseOwnAccount, writes=True)
    def erase_own_account(self, work: Work, _request: EraseOwnAccount) -> AccountErasure:
        return operations.erase_own(work.session, work.actor)

    erase_account = writes(EraseAccount, operations.erase)

    @every(_CLEAN_SECONDS)
    def clean_old_accounts(self, work: Work) -> None:
        cleaned = operations.clean(work.session)
        if any(cleaned.values()):
            log.info("retention", database="gateway", **cleaned)
