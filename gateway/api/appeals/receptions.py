"""Receptions."""

from __future__ import annotations

from contracts.appeals.receptions import (
    ListReceptions,
    Reception,
    ReceptionView,
    RecordReception,
)
from gateway.api.routes import Routes, ask, edge
from gateway.reference import refuse_any
from vocabulary.periods import day_of
from vocabulary.permissions import Action

routes = Routes("receptions", "接待 · Receptions of residents")


routes.asks("GET", "/api/v1/receptions", ListReceptions, may=Action.RECEPTION_READ)


@routes.post(
    "/api/v1/receptions", may=Action.RECEPTION_RECORD, takes=Reception, answers=ReceptionView
)
def receive(body: Reception) -> ReceptionView:
    """Write a reception down (接待人次)."""
    refuse_any(edge().reference.known().wrong_community(body.community, day_of(body.held_at)))
    return ask(RecordReception(**vars(body)))
