"""The data stored about an account's owner: a copy of it, and its erasure."""

from __future__ import annotations

import flask

from contracts.gateway.account_data import (
    AccountErasure,
    EraseAccount,
    EraseOwnAccount,
    ExportOwnAccount,
    OwnErasure,
)
from gateway.http.owners_proof import check_owner
from gateway.http.routes import Routes, ask, dependencies
from gateway.people.callers import SESSION
from vocabulary.permissions import Action

routes = Routes("account_data", "账号个人信息 · Data stored about an account's owner")


routes.asks("GET", "/api/v1/accounts/me/export", ExportOwnAccount, may=Action.ACCOUNT_OWN)


@routes.post(
    "/api/v1/accounts/me/erasure",
    may=Action.ACCOUNT_OWN,
    takes=OwnErasure,
    answers=AccountErasure,
)
def erase_own_account(body: OwnErasure) -> AccountErasure:
    """Close your account and erase your name, phone, e-mail and login for good (注销并删除)."""
    check_owner(body)
    answer = ask(EraseOwnAccount())
    dependencies().callers.forget()
    if SESSION in flask.request.environ:
        _take_cookie_away()
    return answer


routes.asks(
    "POST", "/api/v1/accounts/<uuid:account>/erasure", EraseAccount, may=Action.ACCOUNT_ERASE
)


def _take_cookie_away() -> None:
    @flask.after_this_request
    def add(response: flask.Response) -> flask.Response:
        response.headers["Set-Cookie"] = dependencies().callers.no_cookie()
        return response
