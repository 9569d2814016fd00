"""What the gateway answers about identities; secrets and codes never come this way."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, rpc
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

    @rpc(RemoveOwnIdentity, writes=True)
    def remove_own_identity(self, work: Work, request: RemoveOwnIdentity) -> IdentityList:
        return operations.remove_own(work.session, work.actor, request)

    @rpc(ListIdentities)
    def list_identities(self, work: Work, request: ListIdentities) -> IdentityList:
        return queries.kept(work.session, work.actor, request.account_id)

    @rpc(LinkIdentity, writes=True)
    def link_identity(self, work: Work, request: LinkIdentity) -> IdentityList:
        return operations.link(work.session, work.actor, request)

    @rpc(RemoveIdentity, writes=True)
    def remove_identity(self, work: Work, request: RemoveIdentity) -> IdentityList:
        return operations.remove(work.session, work.actor, request)

    @every(_TIDY_SECONDS)
    def forget_ended_trips(self, work: Work) -> None:
        operations.forget_old(work.session)
