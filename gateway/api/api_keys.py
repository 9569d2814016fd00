"""Keys for programs of other systems."""

from __future__ import annotations

from uuid import UUID

from contracts.gateway.api_keys import (
    ApiKeyCreated,
    CreateApiKey,
    ListApiKeys,
    ListKeysOfAccounts,
    NewApiKey,
    RevokeApiKey,
    WithdrawApiKey,
)
from gateway.http.owners_proof import check_owner, without_proof
from gateway.http.routes import Plain, Routes, ask, dependencies, hand_on
from gateway.people.api_keys import operations
from vocabulary.permissions import Action

routes = Routes("api_keys", "API 密钥 · API keys")


@routes.post("/api/v1/api-keys", may=Action.ACCOUNT_OWN, takes=NewApiKey, answers=ApiKeyCreated)
def create_api_key(body: NewApiKey) -> ApiKeyCreated:
    """Make a key with less rights than yours; it is shown only once, and you get a notice of it."""
    check_owner(body)
    made = ask(CreateApiKey(**without_proof(body)))
    with dependencies().own.writing() as session:
        secret = operations.show(session, made.id)
    dependencies().callers.forget()
    return ApiKeyCreated(api_key=made, secret=secret)


routes.asks("GET", "/api/v1/api-keys", ListApiKeys, may=Action.ACCOUNT_OWN)


@routes.delete("/api/v1/api-keys/<uuid:api_key_id>", may=Action.ACCOUNT_OWN)
def revoke_api_key(api_key_id: UUID) -> None:
    """Revoke a key."""
    ask(RevokeApiKey(api_key_id=api_key_id))
    dependencies().callers.forget()


routes.asks("GET", "/api/v1/accounts/api-keys", ListKeysOfAccounts, may=Action.ACCOUNT_MANAGE)


@routes.asking(
    "POST",
    "/api/v1/accounts/api-keys/<uuid:api_key_id>/withdrawal",
    WithdrawApiKey,
    may=Action.ACCOUNT_MANAGE,
)
def withdraw_api_key(request: WithdrawApiKey) -> Plain:
    """Look keys up afresh from now on."""
    answer = hand_on(request)
    dependencies().callers.forget()
    return answer
