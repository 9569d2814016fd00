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
from gateway.api.routes import Routes, ask
from gateway.identity.rules import Permission

routes = Routes("receptions", "接待 · Receptions of residents")


@routes.get(
    "/api/v1/receptions", may=Permission.READ, filters=ReceptionFilter, answers=ReceptionPage
)
def receptions(filters: ReceptionFilter) -> ReceptionPage:
    """List the receptions that the caller may see, newest first."""
    return ask(ListReceptions(**vars(filters)))


@routes.post("/api/v1/receptions", may=Permission.RECORD, takes=Reception, answers=ReceptionView)
def receive(body: Reception) -> ReceptionView:
    """Write a reception down (接待人次)."""
    return ask(RecordReception(**vars(body)))
