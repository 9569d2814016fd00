"""API keys (API 密钥) for programs of other systems."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.gateway.accounts import Done
from contracts.gateway.proofs import OwnersProof
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, Shape, request, shape


@shape
class KeyWish(Shape):
    """The properties of a new key."""

    name: str = fields.line("What it is for.", longest=60, example="12345 hotline")
    scopes: list[str] = fields.plain(
        "Actions; the owner must have a right to each: `appeal.record`, `appeal.read`, …",
        example=["appeal.read"],
    )
    areas: list[str] | None = fields.plain(
        "Only in these areas; null: everywhere its owner may act.", default=None
    )
    days: int = fields.number("How long it holds.", least=1, most=365, default=90)


@shape
class NewApiKey(KeyWish, OwnersProof):
    """A key to make, with your password and code again."""


@shape
class ApiKeyView(Answer):
    """A key, without its secret."""

    id: UUID = fields.plain("Its first characters; you revoke it by them.")
    name: str = fields.plain("What it is for.")
    scopes: list[str] = fields.plain("Its permissions.")
    areas: list[str] = fields.place("Only in these areas; empty: everywhere its owner may act.")
    created_at: dt.datetime = fields.moment("Since when.")
    ends_at: dt.datetime = fields.moment("When it ends.")
    last_used_at: dt.datetime | None = fields.moment("To about a minute.", default=None)


@shape
class ApiKeyCreated(Answer):
    """The key, and once its secret."""

    api_key: ApiKeyView = fields.plain("The key.")
    secret: str | None = fields.plain(
        "Shown this once: Authorization: Bearer linli_…; null when the same Idempotency-Key "
        "was answered before.",
        default=None,
    )


@shape
class ApiKeyList(Answer):
    """The valid keys of an account."""

    items: list[ApiKeyView] = fields.plain("The keys, the newest first.")


@shape
class PasswordChanged(Answer):
    """The password is changed; what happened to the API keys."""

    done: bool = fields.plain("Always true.", default=True)
    kept_api_keys: list[ApiKeyView] = fields.plain("Keys that were kept.")
    revoked_api_keys: list[ApiKeyView] = fields.plain("Keys that were revoked with it.")


@request("gateway", "create_api_key", ApiKeyView)
class CreateApiKey(KeyWish, Request[ApiKeyView]):
    """Make an API key; its secret is shown only once."""


@request("gateway", "list_api_keys", ApiKeyList)
class ListApiKeys(Request[ApiKeyList]):
    """List your own valid keys, and when each was last used."""


@request("gateway", "revoke_api_key", Done)
class RevokeApiKey(Request[Done]):
    """Revoke one of your own keys."""

    api_key_id: UUID = fields.plain("The key.")


@shape
class KeyOfAccount(ApiKeyView):
    """A valid key as the administrators of its owner's account see it."""

    account: UUID = fields.plain("The account of its owner.")
    login: str = fields.plain("Login name of the owner.")
    display_name: str = fields.plain("Name of the owner.")
    area: str = fields.place("The area whose administrators manage the owner's account.")
    possible: list[str] = fields.possible()


@shape
class KeyOfAccountPage(Page):
    """A page of keys, the newest first unless sorted otherwise."""

    items: list[KeyOfAccount] = fields.plain("The keys.")


@request("gateway", "list_keys_of_accounts", KeyOfAccountPage)
class ListKeysOfAccounts(Listing, Request[KeyOfAccountPage]):
    """List the valid API keys of the accounts that you manage, and when each was last used."""

    area: str | None = fields.area("Only of accounts of this area.", default=None)
    account: UUID | None = fields.plain("Only of this account.", default=None)
    sort: str | None = fields.sorting("created_at", "ends_at", default="-created_at")


@request("gateway", "withdraw_api_key", KeyOfAccount)
class WithdrawApiKey(Request[KeyOfAccount]):
    """Withdraw a key of somebody whose account you manage (停用他人的密钥); the owner is told."""

    api_key_id: UUID = fields.path("The key.")
