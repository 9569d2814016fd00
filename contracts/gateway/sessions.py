"""Signing in (登录): browsers get a cookie, programs get tokens."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.gateway.accounts import Done
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, Shape, request, shape
from vocabulary.accounts import Need, Proof, SignInKind


@shape
class SignInAttempt(Shape):
    """A login, and the proof that it is yours."""

    login: str = fields.text("Login name.", longest=100, example="ao.jiannan")
    password: str = fields.secret(
        "Password.", longest=200, example="seven quiet lamps by the harbour"
    )
    code: str | None = fields.text(
        "Six digits of the authenticator app, or a recovery code.", longest=40, default=None
    )


@shape
class SessionView(Answer):
    """The sign-in of a browser; its secret is in the cookie alone."""

    id: UUID = fields.plain("The sign-in.")
    account: UUID = fields.plain("The account.")
    csrf_token: str = fields.plain("Send it as X-CSRF-Token with everything that changes.")
    needs: list[Need] = fields.choices("What you must do before your roles count.", Need)
    ends_at: dt.datetime = fields.moment("When it ends at the latest.")


@shape
class TokenPair(Answer):
    """An access token for calls, and a refresh token to get the next one."""

    access_token: str = fields.plain("Send it as Authorization: Bearer.")
    token_type: str = fields.plain("Always `Bearer`.", default="Bearer")
    expires_in: int = fields.plain("Seconds for which the access token is valid.")
    refresh_token: str = fields.plain("For one use: POST /api/v1/tokens/refreshing.")
    needs: list[Need] = fields.choices("What you must do before your roles count.", Need)


@shape
class RefreshToken(Shape):
    """The newest refresh token."""

    refresh_token: str = fields.text(
        "The refresh token.", longest=200, example="the refresh token of the last answer"
    )


@shape
class SignInView(Answer):
    """One sign-in of an account."""

    id: UUID = fields.plain("The sign-in.")
    kind: SignInKind = fields.choice("A browser or a program.")
    proof: Proof = fields.choice("How the owner proved their identity.")
    client: str = fields.plain("The client, as it described itself.")
    begun_at: dt.datetime = fields.moment("Since when.")
    seen_at: dt.datetime = fields.moment("Last used, to about a minute.")
    ends_at: dt.datetime = fields.moment("When it ends at the latest.")


@shape
class SignInList(Page):
    """A page of the sign-ins of an account, newest first unless sorted otherwise."""

    items: list[SignInView] = fields.plain("The sign-ins.")


@request("gateway", "list_sign_ins", SignInList)
class ListSignIns(Listing, Request[SignInList]):
    """List your sign-ins, browsers and programs, newest first."""

    sort: str | None = fields.sorting("begun_at", "seen_at", default=None)


@request("gateway", "end_sign_in", Done)
class EndSignIn(Request[Done]):
    """End one of your own sign-ins."""

    sign_in: UUID = fields.plain("The sign-in.")
