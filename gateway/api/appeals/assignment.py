"""Accepting, declining and assigning."""

from __future__ import annotations

from contracts.appeals.assignment import (
    AcceptAppeal,
    AssignAppeal,
    DeclineAppeal,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("assignment", "受理与交办 · Accepting, declining and assigning")


routes.asks(
    "POST", "/api/v1/appeals/<uuid:appeal_id>/acceptance", AcceptAppeal, may=Action.APPEAL_ACCEPT
)
routes.asks(
    "POST", "/api/v1/appeals/<uuid:appeal_id>/refusal", DeclineAppeal, may=Action.APPEAL_DECLINE
)
routes.asks(
    "POST", "/api/v1/appeals/<uuid:appeal_id>/assignment", AssignAppeal, may=Action.APPEAL_ASSIGN
)
