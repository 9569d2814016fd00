"""Accounts and their roles, kept by administrators."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.accounts import (
    AccountChange,
    AccountCreated,
    AccountFilter,
    AccountHistory,
    AccountHistoryFilter,
    AccountPage,
    AccountView,
    ChangeAccount,
    CloseAccount,
    CreateAccount,
    EndRole,
    GiveRole,
    InitialPassword,
    ListAccounts,
    NewAccount,
    NewRole,
    Nothing,
    RemoveSecondFactor,
    ShowAccount,
    ShowAccountHistory,
)
from contracts.registry import Request
from gateway.http import incoming
from gateway.http.routes import A, Routes, ask, dependencies
from gateway.people import repeated_requests
from vocabulary.permissions import Action

routes = Routes("accounts", "账号与角色 · Accounts and roles")


@routes.post(
    "/api/v1/accounts", may=Action.ACCOUNT_MANAGE, takes=NewAccount, answers=AccountCreated
)
def create(body: NewAccount) -> AccountCreated:
    """Make an account and give its owner the initial password, which is shown this once."""
    account = ask(CreateAccount(**vars(body)))
    password = dependencies().sign_in.give_initial_password(
        account.id, by=flask.g.actor.account, first=True
    )
    return AccountCreated(account=account, initial_password=password)


@routes.get(
    "/api/v1/accounts",
    may=Action.ACCOUNT_MANAGE,
    filters=AccountFilter,
    answers=AccountPage,
)
def accounts(query: AccountFilter) -> AccountPage:
    """The accounts of the own areas, by login."""
    return ask(ListAccounts(**vars(query)))


@routes.get("/api/v1/accounts/<uuid:account_id>", may=Action.ACCOUNT_MANAGE, answers=AccountView)
def account(account_id: UUID) -> AccountView:
    """One account."""
    return ask(ShowAccount(account_id=account_id))


@routes.get(
    "/api/v1/accounts/<uuid:account_id>/history",
    may=Action.ACCOUNT_MANAGE,
    filters=AccountHistoryFilter,
    answers=AccountHistory,
)
def history(filters: AccountHistoryFilter, account_id: UUID) -> AccountHistory:
    """What was done to an account, oldest first."""
    return ask(ShowAccountHistory(account_id=account_id, **vars(filters)))


@routes.put(
    "/api/v1/accounts/<uuid:account_id>",
    may=Action.ACCOUNT_MANAGE,
    takes=AccountChange,
    answers=AccountView,
)
def change(body: AccountChange, account_id: UUID) -> AccountView:
    """Change name and contact; lock or unlock."""
    return _at_once(ChangeAccount(account_id=account_id, **vars(body)))


@routes.post(
    "/api/v1/accounts/<uuid:account_id>/closing",
    may=Action.ACCOUNT_MANAGE,
    takes=Nothing,
    answers=AccountView,
)
def close(body: Nothing, account_id: UUID) -> AccountView:  # noqa: ARG001 - an empty object
    """Close an account for good (注销)."""
    return _at_once(CloseAccount(account_id=account_id))


@routes.post(
    "/api/v1/accounts/<uuid:account_id>/roles",
    may=Action.ACCOUNT_MANAGE,
    takes=NewRole,
    answers=AccountView,
)
def give_role(body: NewRole, account_id: UUID) -> AccountView:
    """Give a role at an area; never more than one holds."""
    return _at_once(GiveRole(account_id=account_id, **vars(body)))


@routes.post(
    "/api/v1/accounts/<uuid:account_id>/roles/<uuid:role_id>/ending",
    may=Action.ACCOUNT_MANAGE,
    takes=Nothing,
    answers=AccountView,
)
def end_role(body: Nothing, account_id: UUID, role_id: UUID) -> AccountView:  # noqa: ARG001 - an empty object
    """End a role now."""
    return _at_once(EndRole(account_id=account_id, role_id=role_id))


@routes.post(
    "/api/v1/accounts/<uuid:account_id>/initial-password",
    may=Action.ACCOUNT_MANAGE,
    takes=Nothing,
    answers=InitialPassword,
)
def reset_password(body: Nothing, account_id: UUID) -> InitialPassword:  # noqa: ARG001 - an empty object
    """Give an owner who forgot the password a new one for one use; all sign-ins end."""
    key = incoming.idempotency_key(flask.request.environ, flask.g.actor)
    deed = repeated_requests.deed(f"initial_password.{account_id.hex}", flask.g.actor.account, key)
    password = dependencies().sign_in.reset_password(flask.g.actor, account_id, deed)
    dependencies().callers.forget()
    return InitialPassword(initial_password=password)


@routes.post(
    "/api/v1/accounts/<uuid:account_id>/second-factor-removal",
    may=Action.ACCOUNT_MANAGE,
    takes=Nothing,
    answers=AccountView,
)
def remove_second_factor(body: Nothing, account_id: UUID) -> AccountView:  # noqa: ARG001 - an empty object
    """Forget an authenticator app that was lost; its owner enrols another one."""
    return _at_once(RemoveSecondFactor(account_id=account_id))


def _at_once(request: Request[A]) -> A:
    answer = ask(request)
    dependencies().callers.forget()
    return answer
