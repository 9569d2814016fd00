"""The own account."""

from __future__ import annotations

from gateway.console import api
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from vocabulary.permissions import Action


@page("/desk/account", may=Action.ACCOUNT_OWN, title=_("我的账号"), nav="account")
def account() -> Shown:
    """How one is called and reached, and which roles one has."""
    return shown("own/account.html", account=api.get("/api/v1/accounts/me"))
