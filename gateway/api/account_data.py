"""What is stored about an account's owner: a copy of it, and its erasure."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.account_data import (
    AccountErasure,
    AccountExport,
    EraseAccount,
    EraseOwnAccount,
    ExportOwnAccount,
    OwnErasure,
)
from contracts.gateway.accounts import AccountView, Nothing
from gateway.http.owners_proof import check_owner
from gateway.http.routes import Routes, ask, dependencies
from gateway.people.callers import SESSION
from vocabulary.permissions import Action

routes = Routes("account_data", "账号个人信息 · What is stored about an account's owner")


@routes.get("/api/v1/accounts/me/export", may=Action.ACCOUNT_OWN, answers=AccountExport)
def export() -> AccountExport:
    """A copy of everything that the gateway stores about the own account (查阅、复制)."""
    return ask(ExportOwnAccount())


@routes.post(
    "/api/v1/accounts/me/erasure",
    may=Action.ACCOUNT_OWN,
    takes=OwnErasure,
    answers=AccountErasure,
)
def erase_own(body: OwnErasure) -> AccountErasure:
    """Close the own account and erase name, phone, e-mail and login for good (注销并删除)."""
    check_owner(body)
    answer = ask(EraseOwnAccount())
    dependencies().callers.forget()
    if SESSION in flask.request.environ:
        _take_cookie_away()
    return answer


@routes.post(
    "/api/v1/accounts/<uuid:account_id>/erasure",
    may=Action.ACCOUNT_ERASE,
    takes=Nothing,
    answers=AccountView,
)
def erase(body: Nothing, account_id: UUID) -> AccountView:  # noqa: ARG001 - an empty object
    """Erase what a closed account says of its owner, before its period is over."""
    return ask(EraseAccount(account_id=account_id))


def _take_cookie_away() -> None:
    @flask.after_this_request
    def add(response: flask.Response) -> flask.Response:
        response.headers["Set-Cookie"] = dependencies().callers.no_cookie()
        return response
