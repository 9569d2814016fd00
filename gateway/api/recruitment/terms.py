"""How appointments end before their term, and the evaluation of a year."""

from __future__ import annotations

from contracts.recruitment.terms import (
    DismissCommissioner,
    EndAppointment,
    EvaluateCommissioner,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("terms", "聘期、评价与离任 · Terms, evaluation and leaving")

_ONE = "/api/v1/appointments/<uuid:appointment_id>"


routes.asks("POST", f"{_ONE}/ending", EndAppointment, may=Action.APPOINTMENT_PREPARE)
routes.asks("POST", f"{_ONE}/dismissal", DismissCommissioner, may=Action.APPOINTMENT_DECIDE)
routes.asks("PUT", f"{_ONE}/evaluation", EvaluateCommissioner, may=Action.APPOINTMENT_DECIDE)
