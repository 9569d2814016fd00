"""Signing in by the city's account system (统一身份认证), and linking it with accounts."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.gateway.proofs import OwnersProof
from contracts.registry import Answer, Request, Shape, request, shape

_NEXT = "Path of this site to which the browser goes after."


@shape
class OpenIdOffer(Answer):
    """Whether you can sign in by the city's account system, and what people call it."""

    offered: bool = fields.plain("Whether it is set up.")
    name: str | None = fields.plain("The public name.", default=None)
    address: str | None = fields.plain("Send the browser there to sign in.", default=None)


@shape
class OpenIdStart(Shape):
    """Where to go after signing in."""

    next: str = fields.text(_NEXT, longest=500, example="/desk", default="/")


@shape
class OpenIdCode(Shape):
    """Your second factor, where the provider asked for none."""

    code: str = fields.text(
        "Six digits of the authenticator app, or a recovery code.", longest=40, example="492039"
    )


@shape
class LinkingStart(OwnersProof):
    """To link an identity, show again what signing in needs."""

    next: str = fields.text(_NEXT, longest=500, example="/desk", default="/")


@shape
class LinkingStarted(Answer):
    """Where the browser goes so that its owner proves their identity."""

    address: str = fields.plain("Send the browser there within ten minutes.")


@shape
class IdentityView(Answer):
    """An identity of the provider that belongs to an account."""

    id: UUID = fields.plain("The link.")
    issuer: str = fields.plain("The provider.")
    subject: str = fields.plain("The provider's name for the person; masked for others.")
    linked_at: dt.datetime = fields.moment("Since when.")
    by_owner: bool = fields.plain("Linked by the owner; false: by an administrator.")
    confirmed_at: dt.datetime | None = fields.moment(
        "When it was confirmed, so that it can be used for signing in; null: the owner has not "
        "confirmed it yet.",
        default=None,
    )
    possible: list[str] = fields.possible()


@shape
class IdentityList(Answer):
    """Every identity of an account; one at most for each provider."""

    items: list[IdentityView] = fields.plain("The identities.")


@shape
class NewIdentity(Shape):
    """The identity of the account's owner at the provider."""

    subject: str = fields.text(
        "The subject, as the refusal shows it to a person who is not linked yet.",
        longest=255,
        example="ao.jiannan",
    )


@request("gateway", "list_own_identities", IdentityList)
class ListOwnIdentities(Request[IdentityList]):
    """List your own identities in the city's account system."""


@request("gateway", "remove_own_identity", IdentityList)
class RemoveOwnIdentity(Request[IdentityList]):
    """Remove an identity from your own account."""

    identity_id: UUID = fields.plain("The link.")
    sign_in: UUID | None = fields.plain("The current sign-in, which continues.", default=None)


@request("gateway", "list_identities", IdentityList)
class ListIdentities(Request[IdentityList]):
    """List the identities of an account, masked."""

    account: UUID = fields.path("The account.")


@request("gateway", "link_identity", IdentityList)
class LinkIdentity(NewIdentity, Request[IdentityList]):
    """Link an identity to an account."""

    account: UUID = fields.plain("The account.")
    issuer: str = fields.plain("The provider.")


@request("gateway", "remove_identity", IdentityList)
class RemoveIdentity(Request[IdentityList]):
    """Remove an identity from an account."""

    account: UUID = fields.plain("The account.")
    identity_id: UUID = fields.plain("The link.")
