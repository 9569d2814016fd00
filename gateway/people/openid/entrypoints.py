"""What the gateway answers about identities; secrets and codes never come this way."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, rpc, writes
from contracts.gateway.openid import (
    IdentityList,
    LinkIdentity,
    ListIdentities,
    ListOwnIdentities,
    RemoveIdentity,
    RemoveOwnIdentity,
)
from gateway.people.openid import operations, queries

_TIDY_SECONDS = 3600.0


class OpenIdEntrypoints(Service):
    """Which identities of the provider belong to which account."""

    @rpc(ListOwnIdentities)
    def list_own_identities(self, work: Work, _request: ListOwnIdentities) -> IdentityList:
        return queries.own(work.session, work.actor)

    remove_own_identity = writes(RemoveOwnIdentity, operations.remove_own)
    list_identities = reads(ListIdentities, queries.kept, "account")
    link_identity = writes(LinkIdentity, operations.link)
    remove_identity = writes(RemoveIdentity, operations.remove)

    @every(_TIDY_SECONDS)
    def forget_ended_trips(self, work: Work) -> None:
        operations.forget_old(work.session)
