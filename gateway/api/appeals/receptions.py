"""Receptions."""

from __future__ import annotations

from contracts.appeals.receptions import (
    ListReceptions,
    RecordReception,
)
from gateway.http.routes import Plain, Routes, dependencies, hand_on
from gateway.places.reference import refuse_any
from vocabulary.periods import day_of
from vocabulary.permissions import Action

routes = Routes("receptions", "接待 · Receptions of residents")


routes.asks("GET", "/api/v1/receptions", ListReceptions, may=Action.RECEPTION_READ)


@routes.asking("POST", "/api/v1/receptions", RecordReception, may=Action.RECEPTION_RECORD)
def record_reception(request: RecordReception) -> Plain:
    """Where there was a community on that day."""
    day = day_of(request.held_at)
    refuse_any(dependencies().reference.known().wrong_community(request.community, day))
    return hand_on(request)
