"""Accounts and their roles, kept by administrators."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask

from contracts.gateway.accounts import (
    AccountCreated,
    ChangeAccount,
    CloseAccount,
    CreateAccount,
    EndRole,
    GiveRole,
    InitialPassword,
    ListAccounts,
    LockAccount,
    NewAccount,
    Nothing,
    RemoveSecondFactor,
    ShowAccount,
    ShowAccountHistory,
    UnlockAccount,
)
from contracts.registry import Request
from gateway.http import incoming
from gateway.http.routes import Plain, Routes, ask, dependencies, hand_on
from gateway.people import repeated_requests
from vocabulary.permissions import Action

routes = Routes("accounts", "账号与角色 · Accounts and roles")

_ONE = "/api/v1/accounts/<uuid:account>"


def _at_once(request: Request[Any]) -> Plain:
    """Look up an account's rights afresh from now on."""
    answer = hand_on(request)
    dependencies().callers.forget()
    return answer


@routes.post(
    "/api/v1/accounts",
    may=Action.ACCOUNT_MANAGE,
    takes=NewAccount,
    answers=AccountCreated,
    creates="/api/v1/accounts/{account[id]}",
)
def create_account(body: NewAccount) -> AccountCreated:
    """Make an account; the answer shows the initial password for its owner, only this once."""
    account = ask(CreateAccount(**vars(body)))
    password = dependencies().sign_in.give_initial_password(
        account.id, by=flask.g.actor.account, first=True
    )
    return AccountCreated(account=account, initial_password=password)


routes.asks("GET", "/api/v1/accounts", ListAccounts, may=Action.ACCOUNT_MANAGE)
routes.asks("GET", _ONE, ShowAccount, may=Action.ACCOUNT_MANAGE)
routes.asks(
    "GET",
    f"{_ONE}/history",
    ShowAccountHistory,
    may=Action.ACCOUNT_MANAGE,
)
routes.asking("PUT", _ONE, ChangeAccount, may=Action.ACCOUNT_MANAGE)(_at_once)
routes.asking("POST", f"{_ONE}/locking", LockAccount, may=Action.ACCOUNT_MANAGE)(_at_once)
routes.asking("POST", f"{_ONE}/unlocking", UnlockAccount, may=Action.ACCOUNT_MANAGE)(_at_once)
routes.asking("POST", f"{_ONE}/closing", CloseAccount, may=Action.ACCOUNT_MANAGE)(_at_once)
routes.asking("POST", f"{_ONE}/roles", GiveRole, may=Action.ACCOUNT_MANAGE)(_at_once)
routes.asking("POST", f"{_ONE}/roles/<uuid:role_id>/ending", EndRole, may=Action.ACCOUNT_MANAGE)(
    _at_once
)


@routes.post(
    f"{_ONE}/initial-password",
    may=Action.ACCOUNT_MANAGE,
    takes=Nothing,
    answers=InitialPassword,
)
def reset_password(body: Nothing, account: UUID) -> InitialPassword:  # noqa: ARG001 - an empty object
    """Give an owner who forgot the password a new one for one use; all their sign-ins end."""
    key = incoming.idempotency_key(flask.request.environ, flask.g.actor)
    deed = repeated_requests.deed(f"initial_password.{account.hex}", flask.g.actor.account, key)
    password = dependencies().sign_in.reset_password(flask.g.actor, account, deed)
    dependencies().callers.forget()
    return InitialPassword(initial_password=password)


routes.asking(
    "POST", f"{_ONE}/second-factor-removal", RemoveSecondFactor, may=Action.ACCOUNT_MANAGE
)(_at_once)
