"""Closing and reopening."""

from __future__ import annotations

from uuid import UUID

from contracts.appeals.appeal import AppealView, TrackedAppeal
from contracts.appeals.closing import (
    CloseAppeal,
    Closing,
    Contest,
    ContestAppeal,
    ReopenAppeal,
    Reopening,
)
from gateway.http.routes import Routes, ask
from gateway.http.tracking_codes import checked, not_stored_yet
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("closing", "办结与重办 · Closing and reopening")


@routes.post(
    "/api/v1/appeals/<uuid:appeal_id>/closing",
    may=Action.APPEAL_CLOSE,
    takes=Closing,
    answers=AppealView,
)
def close(body: Closing, appeal_id: UUID) -> AppealView:
    """Close the appeal with its outcome (办结); settled (化解) is one of them."""
    return ask(CloseAppeal(appeal_id=appeal_id, **vars(body)))


@routes.post(
    "/api/v1/appeals/<uuid:appeal_id>/reopening",
    may=Action.APPEAL_REOPEN,
    takes=Reopening,
    answers=AppealView,
)
def reopen(body: Reopening, appeal_id: UUID) -> AppealView:
    """Open the appeal again."""
    return ask(ReopenAppeal(appeal_id=appeal_id, **vars(body)))


@routes.post(
    "/api/v1/public/appeals/<tracking_code>/reopening",
    may=Action.ANYONE,
    takes=Contest,
    answers=TrackedAppeal,
)
def contest(body: Contest, tracking_code: str) -> TrackedAppeal:
    """Say that it is not solved, by tracking code."""
    code = checked(tracking_code)
    try:
        return ask(ContestAppeal(tracking_code=code, **vars(body)), key_scope=f"{code}:")
    except NotFound:
        raise not_stored_yet() from None
