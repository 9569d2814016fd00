"""API keys of others (API 密钥): which programs act in whose name here, and an end to one."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.api_keys import ListKeysOfAccounts
from gateway.console import api, naming
from gateway.console.administration import places
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action

_ALL, _HERE = "/api/v1/accounts/api-keys", "/desk/accounts/keys"
_TABS = (Tab("all", _("有效的")),)


@page(_HERE, may=Action.ACCOUNT_MANAGE, title=_("API 密钥"), nav="administration")
def keys_of_accounts() -> Shown:
    """The valid keys of the accounts of your areas, the newest first."""
    found = listed(
        _ALL,
        ListKeysOfAccounts,
        tabs=_TABS,
        filters=["area"],
        options={"area": places.offered()},
    )
    return shown(
        "administration/keys.html", found.status, listed=found, action_called=naming.action_called
    )


@page(
    f"{_HERE}/<uuid:key_id>/withdrawal",
    may=Action.ACCOUNT_MANAGE,
    title=_("停用密钥"),
    nav="administration",
    methods=("POST",),
)
def withdraw_key(key_id: UUID) -> flask.Response:
    """End a key of somebody else."""
    api.send("POST", f"{_ALL}/{key_id}/withdrawal", {})
    return told(_HERE, _("密钥已停用，已经通知本人。"))
