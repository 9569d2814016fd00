"""Your own account: name and contact, password, second factor, and sign-ins."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.accounts import OwnContact, PasswordChange
from contracts.registry import Shape
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import Sentence, _
from gateway.console.own.clients import client_called
from gateway.console.pages import Shown, page, shown, told
from gateway.console.sign_in import enrolling, not_asked
from vocabulary.permissions import Action

_ME = "/api/v1/accounts/me"
_HERE = "/desk/account"


@page(_HERE, may=Action.ACCOUNT_OWN, title=_("我的账号"), nav="account")
def account() -> Shown:
    """Show your name and contact, your roles, and your sign-ins."""
    return shown(
        "own/account.html",
        account=api.get(_ME),
        sign_ins=[
            one | {"client": client_called(one["client"])}
            for one in api.get("/api/v1/sessions", {"limit": 20})["items"]
        ],
        current=api.get("/api/v1/sessions/current")["id"],
    )


@page(
    f"{_HERE}/contact",
    may=Action.ACCOUNT_OWN,
    title=_("姓名和联系方式"),
    nav="account",
    methods=("GET", "POST"),
)
def contact() -> Shown | flask.Response:
    """Change your name and contact details."""
    kept = api.get(_ME)
    return _changed("PUT", _ME, OwnContact, kept, _("已保存。"))


@page(
    f"{_HERE}/password",
    may=Action.ACCOUNT_OWN,
    title=_("修改密码"),
    nav="account",
    methods=("GET", "POST"),
)
def password() -> Shown | flask.Response:
    """Change the password; every other sign-in ends."""
    asked = ("current_password", "new_password")
    return _changed("POST", f"{_ME}/password", PasswordChange, {}, _("密码已修改。"), asked)


@page(
    f"{_HERE}/second-factor",
    may=Action.ACCOUNT_OWN,
    title=_("绑定动态验证码"),
    nav="account",
    methods=("GET", "POST"),
)
def second_factor() -> Shown | flask.Response:
    """Bind an authenticator app, or another one."""
    return enrolling(_HERE)


@page(
    f"{_HERE}/sign-ins/<uuid:sign_in_id>",
    may=Action.ACCOUNT_OWN,
    title=_("退出这处登录"),
    nav="account",
    methods=("POST",),
)
def end_sign_in(sign_in_id: UUID) -> flask.Response:
    """End a sign-in, such as that of a lost phone."""
    api.send("DELETE", f"/api/v1/sessions/{sign_in_id}")
    return told(_HERE, _("那处登录已退出。"))


def _changed(
    method: str,
    path: str,
    shape: type[Shape],
    kept: api.Json,
    done: Sentence,
    only: tuple[str, ...] = (),
) -> Shown | flask.Response:
    tried = forms.filled(shape)
    if pages.is_sent():
        try:
            api.send(method, path, tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(_HERE, done)
    else:
        tried = forms.filled_with(shape, kept)
    form = forms.form(shape, tried, only=only, without=not_asked())
    return shown("own/change.html", tried.status, form=form)
