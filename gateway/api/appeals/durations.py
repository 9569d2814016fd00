"""How long appeals took."""

from __future__ import annotations

from contracts.appeals.durations import ShowDurations
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("durations", "办理用时 · How long appeals took")


routes.asks("GET", "/api/v1/appeals/durations", ShowDurations, may=Action.APPEAL_READ)
