"""API keys (API 密钥): for programs that act in the reader's name, and may do less."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.gateway.api_keys import NewApiKey
from gateway.console import api, forms, known, naming, pages
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.sign_in import not_asked
from vocabulary import permissions
from vocabulary.permissions import Action

_KEYS = "/api/v1/api-keys"
_HERE = "/desk/account/keys"
_ASKED = ("name", "scopes", "areas", "days", "current_password", "code")


@page(_HERE, may=Action.ACCOUNT_OWN, title=_("API 密钥"), nav="account", methods=("GET", "POST"))
def keys() -> Shown | flask.Response:
    """The keys that hold, and a new one, whose secret is shown this once."""
    tried = forms.filled(NewApiKey)
    if pages.is_sent():
        try:
            made = api.send("POST", _KEYS, tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return shown("own/key.html", made=made)
    unneeded = not_asked()
    form = forms.form(
        NewApiKey,
        tried,
        only=[one for one in _ASKED if one not in unneeded],
        options={"scopes": _scopes(), "areas": known.areas("areas")},
        hints={"areas": _("不选则在您负责的所有地方有效。")},
    )
    words = dict(_scopes())
    return shown(
        "own/keys.html", tried.status, form=form, items=api.get(_KEYS)["items"], words=words
    )


@page(f"{_HERE}/<uuid:key_id>", may=Action.ACCOUNT_OWN, title=_("停用密钥"), methods=("POST",))
def revoke_key(key_id: UUID) -> flask.Response:
    """End a key."""
    api.send("DELETE", f"{_KEYS}/{key_id}")
    return told(_HERE, _("密钥已停用。"))


def _scopes() -> list[forms.Option]:
    """What the reader may do, and could let a program do."""
    may = permissions.may_somewhere
    return [
        (action.value, naming.action_called(action))
        for action in Action
        if action is not Action.ANYONE and may(flask.g.actor, action)
    ]
