"""What is stored about the reader: a copy of it in words and as a file, and its erasure."""

from __future__ import annotations

import flask

from contracts.gateway.account_data import AccountExport, OwnErasure
from contracts.recruitment.own_data import ServiceCopy
from gateway.console import api, forms, pages, things
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from gateway.console.sign_in import not_asked
from vocabulary.permissions import Action

_ME = "/api/v1/accounts/me"
_SERVICE = "/api/v1/appointments/own/export"


@page("/desk/account/data", may=Action.ACCOUNT_OWN, title=_("我的信息"), nav="account")
def own_data() -> Shown:
    """A copy of everything, to be read here or kept as a file."""
    served = may_somewhere(Action.APPOINTMENT_COPY)
    service = api.found(_SERVICE) if served else None
    return shown(
        "own/data.html",
        account=things.lines(AccountExport, api.get(f"{_ME}/export")),
        service=things.lines(ServiceCopy, service) if service is not None else [],
        files=[f"{_ME}/export", *([_SERVICE] if service is not None else [])],
    )


@page(
    "/desk/account/erasure",
    may=Action.ACCOUNT_OWN,
    title=_("注销账号并删除个人信息"),
    nav="account",
    methods=("GET", "POST"),
)
def erasure() -> Shown | flask.Response:
    """Close the account for good, and erase what it says of its owner."""
    tried = forms.filled(OwnErasure)
    if pages.is_sent():
        try:
            api.send("POST", f"{_ME}/erasure", tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            response = told("/", _("账号已注销，个人信息已删除。"))
            response.headers["Clear-Site-Data"] = '"cache"'
            return response
    form = forms.form(OwnErasure, tried, without=not_asked())
    return shown("own/erasure.html", tried.status, form=form)
