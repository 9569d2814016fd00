"""Receptions."""

from __future__ import annotations

from contracts.appeals.receptions import (
    ListReceptions,
    Reception,
    ReceptionFilter,
    ReceptionPage,
    ReceptionView,
    RecordReception,
)
from gateway.http.routes import Routes, ask, dependencies
from gateway.places.reference import refuse_any
from vocabulary.periods import day_of
from vocabulary.permissions import Action

routes = Routes("receptions", "接待 · Receptions of residents")


@routes.get(
    "/api/v1/receptions", may=Action.RECEPTION_READ, filters=ReceptionFilter, answers=ReceptionPage
)
def receptions(filters: ReceptionFilter) -> ReceptionPage:
    """List the receptions that the caller may see, newest first."""
    return ask(ListReceptions(**vars(filters)))


@routes.post(
    "/api/v1/receptions", may=Action.RECEPTION_RECORD, takes=Reception, answers=ReceptionView
)
def receive(body: Reception) -> ReceptionView:
    """Write a reception down (接待人次)."""
    refuse_any(
        dependencies().reference.known().wrong_community(body.community, day_of(body.held_at))
    )
    return ask(RecordReception(**vars(body)))
