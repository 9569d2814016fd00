"""Signing in by program: a short access token and a refresh token for one use."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.accounts import Done
from contracts.gateway.sessions import RefreshToken, SignInAttempt, TokenPair
from gateway.api.sessions import attempt
from gateway.http import incoming
from gateway.http.routes import Routes, dependencies
from gateway.people.accounts.rules import Standing
from gateway.people.identity import operations
from gateway.people.identity.operations import SignedIn
from gateway.people.sessions.rules import ACCESS_TOKEN_LIFETIME
from runtime import clock
from vocabulary.accounts import SignInKind
from vocabulary.permissions import Action

routes = Routes("tokens", "令牌 · Tokens")


@routes.post(
    "/api/v1/tokens", may=Action.ANYONE, takes=SignInAttempt, answers=TokenPair, keyed=False
)
def issue_tokens(body: SignInAttempt) -> TokenPair:
    """Sign in by program."""
    begun = dependencies().sign_in.begin(attempt(body, flask.request.environ), SignInKind.PROGRAM)
    return _pair(begun.standing, begun.sign_in, begun.secret)


@routes.post("/api/v1/tokens/refreshing", may=Action.ANYONE, takes=RefreshToken, answers=TokenPair)
def refresh_tokens(body: RefreshToken) -> TokenPair:
    """Get the next pair of tokens; using a refresh token twice ends the sign-in.

    You may repeat it within a minute with the same Idempotency-Key and get the same refresh token.
    """
    key = incoming.idempotency_key(flask.request.environ, flask.g.actor)
    proven, fresh = dependencies().sign_in.refresh(body.refresh_token, key)
    return _pair(proven.standing, proven.row.id, fresh)


@routes.post("/api/v1/tokens/revocation", may=Action.ANYONE, takes=RefreshToken, answers=Done)
def revoke_refresh_token(body: RefreshToken) -> Done:
    """End the sign-in of a refresh token; the access token ends by itself."""
    dependencies().sign_in.revoke(body.refresh_token)
    return Done()


def _pair(standing: Standing, sign_in: UUID, refresh_token: str) -> TokenPair:
    now = clock.now()
    # A role that ends earlier takes the token with it.
    lifetime = standing.holds_until(now, now + ACCESS_TOKEN_LIFETIME) - now
    needs = standing.needs(now)
    access_token = operations.issue(
        dependencies().secret,
        standing.actor(now),
        lifetime,
        signed_in=SignedIn(standing.epoch, sign_in, needs),
    )
    return TokenPair(
        access_token=access_token,
        expires_in=int(lifetime.total_seconds()),
        refresh_token=refresh_token,
        needs=list(needs),
    )
