"""What owners do with their own account, even before its roles count."""

from __future__ import annotations

import flask

from contracts.gateway.accounts import (
    ChangeOwnAccount,
    OwnAccount,
    OwnContact,
    PasswordChange,
    RecoveryCodes,
    SecondFactorBegun,
    SecondFactorConfirmation,
    ShowOwnAccount,
)
from contracts.gateway.api_keys import PasswordChanged
from contracts.gateway.proofs import OwnersProof
from gateway.http import incoming
from gateway.http.owners_proof import check_owner, without_proof
from gateway.http.routes import Routes, ask, dependencies
from gateway.people import repeated_requests
from gateway.people.callers import CALLER
from gateway.people.identity.rules import Caller
from gateway.people.repeated_requests import Deed
from gateway.people.sign_in.operations import NewPassword
from vocabulary.permissions import Action

routes = Routes("own_account", "本人账号 · Your own account")


routes.asks("GET", "/api/v1/accounts/me", ShowOwnAccount, may=Action.ACCOUNT_OWN)


@routes.put("/api/v1/accounts/me", may=Action.ACCOUNT_OWN, takes=OwnContact, answers=OwnAccount)
def change_own_account(body: OwnContact) -> OwnAccount:
    """Change your name and contact details; you get a notice of it."""
    check_owner(body)
    return ask(ChangeOwnAccount(**without_proof(body)))


@routes.post(
    "/api/v1/accounts/me/password",
    may=Action.ACCOUNT_OWN,
    takes=PasswordChange,
    answers=PasswordChanged,
)
def change_password(body: PasswordChange) -> PasswordChanged:
    """Change your password; all other sign-ins end, and all API keys but those to keep."""
    changed = dependencies().sign_in.change_password(
        flask.g.actor,
        _caller().sign_in,
        NewPassword(body.current_password, body.new_password, frozenset(body.keep_api_keys)),
        incoming.address(),
        _deed("password"),
    )
    _rights_grew()
    return changed


@routes.post(
    "/api/v1/accounts/me/second-factor",
    may=Action.ACCOUNT_OWN,
    takes=OwnersProof,
    answers=SecondFactorBegun,
)
def begin_second_factor(body: OwnersProof) -> SecondFactorBegun:
    """Get a secret for an authenticator app; it counts once you confirm a code from it."""
    check_owner(body)
    secret, uri = dependencies().sign_in.begin_second_factor(flask.g.actor, _deed("second_factor"))
    return SecondFactorBegun(secret=secret, uri=uri)


@routes.post(
    "/api/v1/accounts/me/second-factor/confirmation",
    may=Action.ACCOUNT_OWN,
    takes=SecondFactorConfirmation,
    answers=RecoveryCodes,
)
def confirm_second_factor(body: SecondFactorConfirmation) -> RecoveryCodes:
    """Confirm the app with a code; the answer shows the recovery codes, only this once."""
    codes = dependencies().sign_in.confirm_second_factor(
        flask.g.actor, _caller().sign_in, body.code, incoming.address()
    )
    _rights_grew()
    return RecoveryCodes(codes=codes)


def _deed(what: str) -> Deed:
    key = incoming.idempotency_key(flask.request.environ, flask.g.actor)
    return repeated_requests.deed(what, flask.g.actor.account, key)


def _caller() -> Caller:
    caller: Caller = flask.request.environ[CALLER]
    return caller


def _rights_grew() -> None:
    # The session gets another secret, so that a copy of the old one is worthless.
    dependencies().callers.forget()
    flask.g.rights_grew = True
