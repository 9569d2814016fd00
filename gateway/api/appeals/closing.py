"""Closing and reopening."""

from __future__ import annotations

from contracts.appeals.closing import CloseAppeal, ContestAppeal, ReopenAppeal
from gateway.http.routes import Plain, Routes, hand_on
from gateway.http.tracking_codes import checked, not_stored_yet
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("closing", "办结与重办 · Closing and reopening", reads={"tracking_code": checked})

_ONE = "/api/v1/appeals/<uuid:appeal_id>"

routes.asks("POST", f"{_ONE}/closing", CloseAppeal, may=Action.APPEAL_CLOSE)
routes.asks("POST", f"{_ONE}/reopening", ReopenAppeal, may=Action.APPEAL_REOPEN)


@routes.asking(
    "POST",
    "/api/v1/public/appeals/<tracking_code>/reopening",
    ContestAppeal,
    may=Action.ANYONE,
)
def contest(request: ContestAppeal) -> Plain:
    """An appeal that the register does not know yet has been received nevertheless."""
    try:
        return hand_on(request)
    except NotFound:
        raise not_stored_yet() from None
