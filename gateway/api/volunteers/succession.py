"""People who could follow a commissioner, and their own word on it."""

from __future__ import annotations

from contracts.volunteers.succession import (
    ChooseOwnSuccession,
    ListSuccessors,
    ShowOwnSuccession,
)
from gateway.http.routes import Routes
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action

routes = Routes("succession", "人才梯队 · Possible successors", reads={"code": checked})

_OWN = "/api/v1/public/volunteers/<code>/succession"

routes.asks("GET", _OWN, ShowOwnSuccession, may=Action.ANYONE)
routes.asks("PUT", _OWN, ChooseOwnSuccession, may=Action.ANYONE)
routes.asks(
    "GET", "/api/v1/teams/<uuid:team_id>/successors", ListSuccessors, may=Action.TEAM_MANAGE
)
