"""The work that an ended appointment leaves behind."""

from __future__ import annotations

from contracts.recruitment.handovers import (
    ConfirmHandover,
    ShowHandover,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("handovers", "离任交接 · Hand-over")

_ONE = "/api/v1/appointments/<uuid:appointment_id>/handover"


routes.asks("GET", _ONE, ShowHandover, may=Action.HANDOVER_READ)
routes.asks("POST", f"{_ONE}/confirmation", ConfirmHandover, may=Action.HANDOVER_CONFIRM)
