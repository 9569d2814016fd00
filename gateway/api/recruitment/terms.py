"""How appointments end before their term, and what a year was worth."""

from __future__ import annotations

from uuid import UUID

from contracts.recruitment.appointments import AppointmentView
from contracts.recruitment.terms import (
    Dismissal,
    DismissCommissioner,
    EndAppointment,
    Ending,
    EvaluateCommissioner,
    Evaluation,
)
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("terms", "聘期、评价与离任 · Terms, evaluation and leaving")

_ONE = "/api/v1/appointments/<uuid:appointment_id>"


@routes.post(
    f"{_ONE}/ending", may=Action.APPOINTMENT_PREPARE, takes=Ending, answers=AppointmentView
)
def end(body: Ending, appointment_id: UUID) -> AppointmentView:
    """Somebody resigns, moves away, dies, or goes for another reason (离任)."""
    return ask(EndAppointment(appointment_id=appointment_id, **vars(body)))


@routes.post(
    f"{_ONE}/dismissal", may=Action.APPOINTMENT_DECIDE, takes=Dismissal, answers=AppointmentView
)
def dismiss(body: Dismissal, appointment_id: UUID) -> AppointmentView:
    """The community's party committee removes a commissioner after a hearing (解聘)."""
    return ask(DismissCommissioner(appointment_id=appointment_id, **vars(body)))


@routes.put(
    f"{_ONE}/evaluation", may=Action.APPOINTMENT_DECIDE, takes=Evaluation, answers=AppointmentView
)
def evaluate(body: Evaluation, appointment_id: UUID) -> AppointmentView:
    """What the committee says of the year (年度评价); without it nobody is appointed again."""
    return ask(EvaluateCommissioner(appointment_id=appointment_id, **vars(body)))
