"""Acting on appeals."""

from __future__ import annotations

from uuid import UUID

from contracts.appeals.actions import Action, TakeAction
from contracts.appeals.appeal import AppealView
from gateway.http.routes import Routes, ask
from vocabulary import permissions

routes = Routes("actions", "七大方法 · Acting with the seven methods")


@routes.post(
    "/api/v1/appeals/<uuid:appeal_id>/actions",
    may=permissions.Action.APPEAL_ACT,
    takes=Action,
    answers=AppealView,
)
def act(body: Action, appeal_id: UUID) -> AppealView:
    """Write down what was done for the appeal, with its method."""
    return ask(TakeAction(appeal_id=appeal_id, **vars(body)))
