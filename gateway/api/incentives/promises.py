"""Promises of service: what became of them, for anyone and at the desk."""

from __future__ import annotations

from contracts.incentives.promises import (
    ListPromises,
    ShowLastPromises,
    TiePromise,
    WritePromiseSeen,
)
from gateway.http.community_codes import checked
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("promises", "服务承诺 · What became of promises", reads={"community": checked})

_ONE = "/api/v1/promises/<uuid:promise_id>"

routes.asks(
    "GET", "/api/v1/communities/<community>/promises", ListPromises, may=Action.SCORECARD_READ
)
routes.asks(
    "GET", "/api/v1/public/communities/<community>/promises", ShowLastPromises, may=Action.ANYONE
)
routes.asks("PUT", f"{_ONE}/fact", TiePromise, may=Action.PROMISE_TIE)
routes.asks("POST", f"{_ONE}/seen", WritePromiseSeen, may=Action.PROMISE_SEE)
