"""What the gateway answers about keys; secrets never come this way."""

from __future__ import annotations

from bus.entrypoints import Service, Work, reads, rpc, writes
from contracts.gateway.accounts import Done
from contracts.gateway.api_keys import (
    ApiKeyList,
    CreateApiKey,
    ListApiKeys,
    ListKeysOfAccounts,
    RevokeApiKey,
    WithdrawApiKey,
)
from gateway.people.api_keys import operations, queries


class ApiKeysEntrypoints(Service):
    """Keys of programs."""

    create_api_key = writes(CreateApiKey, operations.create)
    list_keys_of_accounts = reads(ListKeysOfAccounts, queries.of_accounts)
    withdraw_api_key = writes(WithdrawApiKey, operations.withdraw)

    @rpc(ListApiKeys)
    def list_api_keys(self, work: Work, _request: ListApiKeys) -> ApiKeyList:
        return queries.own(work.session, work.actor)

    @rpc(RevokeApiKey, writes=True)
    def revoke_api_key(self, work: Work, request: RevokeApiKey) -> Done:
        operations.revoke(work.session, work.actor, request.api_key_id)
        return Done()
