"""Acting on appeals."""

from __future__ import annotations

from contracts.appeals.actions import TakeAction
from gateway.http.routes import Routes
from vocabulary import permissions

routes = Routes("actions", "七大方法 · Acting with the seven methods")


routes.asks(
    "POST",
    "/api/v1/appeals/<uuid:appeal_id>/actions",
    TakeAction,
    may=permissions.Action.APPEAL_ACT,
)
