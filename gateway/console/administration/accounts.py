"""Accounts and roles (账号与角色): who has which, a new one, and help for somebody locked out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import flask

from contracts.gateway.account_data import EraseAccount
from contracts.gateway.accounts import (
    ChangeAccount,
    CloseAccount,
    EndRole,
    GiveRole,
    ListAccounts,
    LockAccount,
    NewAccount,
    RemoveSecondFactor,
    UnlockAccount,
)
from contracts.words import value_name
from gateway.console import api, forms, naming, pages
from gateway.console.administration import places
from gateway.console.api import Json, Refused
from gateway.console.deeds import Deed, Deeds
from gateway.console.forms import Form
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.people.accounts.rules import INITIAL_PASSWORD_DAYS
from vocabulary.actors import Role
from vocabulary.permissions import Action

_ALL, _HERE = "/api/v1/accounts", "/desk/accounts"
_RESET = "initial-password"
_TABS = (
    Tab("active", _("使用中"), {"state": "active"}),
    Tab("locked", _("已停用"), {"state": "locked"}),
    Tab("closed", _("已注销"), {"state": "closed"}),
)
#: What a new account asks of nobody: an appointment gives its roles by itself.
_UNASKED = ("appointment_id", "begins_at", "ends_at")
_HINTS = {
    "login": _("小写字母开头，可以有数字、点、横线，如姓名的拼音。注销并删除以前不能给别人用。"),
    "area": _("由这里和上级的管理员管理。"),
    "roles": _("专员、社工、义工的角色不用在这里给：聘任或入队时自动得到，离任自动终止。"),
}
_DEEDS = (
    Deed(GiveRole, kept=("appointment_id",), hints={"begins_at": _("不填就是现在。")}),
    Deed(
        ChangeAccount,
        hints={"phone": _("不填就不变。"), "email": _("不填就不变。")},
        is_seldom=True,
    ),
    Deed(RemoveSecondFactor, is_final=True),
    Deed(UnlockAccount, is_seldom=True),
    Deed(LockAccount, is_final=True),
    Deed(CloseAccount, is_final=True),
    Deed(EraseAccount, is_final=True, leads=_HERE),
)


@page(_HERE, may=Action.ACCOUNT_MANAGE, title=_("账号与角色"), nav="administration")
def accounts() -> Shown:
    """The accounts of your areas: who can sign in, and what each may do where."""
    found = listed(
        _ALL,
        ListAccounts,
        tabs=_TABS,
        filters=["search", "role", "area"],
        options={"area": places.offered()},
    )
    return shown("administration/accounts.html", found.status, listed=found)


@page(
    f"{_HERE}/new",
    may=Action.ACCOUNT_MANAGE,
    title=_("开设账号"),
    nav="administration",
    methods=("GET", "POST"),
)
def new_account() -> Shown | flask.Response:
    """Make an account with its roles; the slip with its initial password is shown this once."""
    tried = forms.filled(NewAccount)
    if pages.is_sent():
        try:
            made = api.send("POST", _ALL, tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return _slip(made["account"], made["initial_password"], is_first=True)
    areas = places.offered()
    asked = forms.form(NewAccount, tried, options={"area": areas}, hints=_HINTS)
    return shown(
        "administration/new_account.html",
        tried.status,
        form=Form([forms.unseen(one, _UNASKED) for one in asked.fields], asked.problem),
        streets=places.streets(areas),
        inside_street=flask.request.args.get(places.INSIDE, ""),
    )


@page(
    f"{_HERE}/<uuid:account>",
    may=Action.ACCOUNT_MANAGE,
    title=_("账号"),
    nav="administration",
    methods=("GET", "POST"),
)
def account(account: UUID) -> Shown | flask.Response:
    """One account: its roles, what was done to it, and what can be done."""
    before = api.get(f"{_ALL}/{account}")
    at_hand = Deeds(f"{_HERE}/{account}", [*_DEEDS, *_ending(before)], {"account": str(account)})
    if done := at_hand.sent():
        return done
    areas = places.offered()
    of_roles = {word for role in before["roles"] for word in role["possible"]}
    offers = at_hand.offered(
        before | {"possible": [*before["possible"], *of_roles]},
        options={"area": areas},
        begun={
            ChangeAccount: {
                "display_name": before["display_name"],
                "phone": None,
                "email": None,
                "language": before["language"],
            }
        },
    )
    return shown(
        "administration/account.html",
        at_hand.status,
        one=before,
        streets=places.streets(areas) if "roles" in before["possible"] else [],
        inside_street=flask.request.args.get(places.INSIDE, ""),
        may_reset=_RESET in before["possible"],
        steps=api.get(f"{_ALL}/{account}/history", {"limit": 50, "sort": "-version"})["items"],
        deeds=at_hand,
        offers=offers,
    )


@page(
    f"{_HERE}/<uuid:account>/password",
    may=Action.ACCOUNT_MANAGE,
    title=_("重设密码"),
    nav="administration",
    methods=("GET", "POST"),
)
def reset_password(account: UUID) -> Shown | flask.Response:
    """Give somebody who forgot the password a new one for one use."""
    at = f"{_ALL}/{account}"
    one = api.get(at)
    problem: Json | None = None
    if pages.is_sent():
        try:
            made = api.send("POST", f"{at}/{_RESET}", {})
        except Refused as refusal:
            problem = refusal.problem
        else:
            return _slip(one, made["initial_password"], is_first=False)
    return shown(
        "administration/reset_password.html",
        200 if problem is None else forms.status_of(problem),
        one=one,
        form=Form([], problem),
    )


def _ending(one: Json) -> Sequence[Deed]:
    """Ending each of the roles that the reader may end."""
    return [
        Deed(
            EndRole,
            label=_(
                "结束角色：%(role)s（%(area)s）",
                role=naming.line(value_name(Role(role["role"]))),
                area=naming.named(role, "area"),
            ),
            path={"role_id": role["id"]},
            version=one["version"],
            is_final=True,
        )
        for role in one["roles"]
        if role["possible"]
    ]


def _slip(one: Json, password: str | None, *, is_first: bool) -> Shown:
    """What is handed to the owner on paper, this once."""
    return shown(
        "administration/slip.html",
        one=one,
        password=password,
        is_first=is_first,
        days=INITIAL_PASSWORD_DAYS,
        address=f"{flask.request.host_url.rstrip('/')}{pages.SIGN_IN}",
    )
