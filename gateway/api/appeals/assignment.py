"""Accepting, declining and assigning."""

from __future__ import annotations

from uuid import UUID

from contracts.appeals.appeal import AppealView
from contracts.appeals.assignment import (
    Acceptance,
    AcceptAppeal,
    AssignAppeal,
    Assignment,
    DeclineAppeal,
    Refusal,
)
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("assignment", "受理与交办 · Accepting, declining and assigning")


@routes.post(
    "/api/v1/appeals/<uuid:appeal_id>/acceptance",
    may=Action.APPEAL_ACCEPT,
    takes=Acceptance,
    answers=AppealView,
)
def accept(body: Acceptance, appeal_id: UUID) -> AppealView:
    """Take the appeal on (受理)."""
    return ask(AcceptAppeal(appeal_id=appeal_id, **vars(body)))


@routes.post(
    "/api/v1/appeals/<uuid:appeal_id>/refusal",
    may=Action.APPEAL_DECLINE,
    takes=Refusal,
    answers=AppealView,
)
def decline(body: Refusal, appeal_id: UUID) -> AppealView:
    """Do not take the appeal on (不予受理), with a reason."""
    return ask(DeclineAppeal(appeal_id=appeal_id, **vars(body)))


@routes.post(
    "/api/v1/appeals/<uuid:appeal_id>/assignment",
    may=Action.APPEAL_ASSIGN,
    takes=Assignment,
    answers=AppealView,
)
def assign(body: Assignment, appeal_id: UUID) -> AppealView:
    """Give the appeal to a commissioner (交办)."""
    return ask(AssignAppeal(appeal_id=appeal_id, **vars(body)))
