"""What an appointment that ended leaves behind."""

from __future__ import annotations

from uuid import UUID

from contracts.recruitment.handovers import (
    Confirmation,
    ConfirmHandover,
    HandoverView,
    ShowHandover,
)
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("handovers", "离任交接 · Hand-over")

_ONE = "/api/v1/appointments/<uuid:appointment_id>/handover"


@routes.get(_ONE, may=Action.HANDOVER_READ, answers=HandoverView)
def handover(appointment_id: UUID) -> HandoverView:
    """Show what the commissioner who left had open, and who has it now."""
    return ask(ShowHandover(appointment_id=appointment_id))


@routes.post(
    f"{_ONE}/confirmation",
    may=Action.HANDOVER_CONFIRM,
    takes=Confirmation,
    answers=HandoverView,
)
def confirm(body: Confirmation, appointment_id: UUID) -> HandoverView:
    """Confirm the list for the leaving or the receiving side."""
    return ask(ConfirmHandover(appointment_id=appointment_id, **vars(body)))
