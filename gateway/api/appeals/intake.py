"""Submitting, following and listing appeals."""

from __future__ import annotations

import flask

from contracts.appeals.appeal import TrackedAppeal
from contracts.appeals.intake import (
    ListAppeals,
    RecordAppeal,
    ShowAppeal,
    SubmissionAccepted,
    SubmitAppeal,
    TrackAppeal,
)
from contracts.appeals.words import State
from gateway.api.appeals import door
from gateway.api.routes import Routes, ask, edge, response_of
from gateway.api.tracking_codes import checked
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("intake", "诉求的提出、查询与清单 · Submitting, following and listing appeals")


@routes.through(
    "/api/v1/public/appeals",
    may=Action.ANYONE,
    takes=SubmitAppeal,
    answers=SubmissionAccepted,
)
def submit() -> flask.Response:
    """Raise an appeal (提出诉求)."""
    return response_of(door.public(edge())(flask.request.environ))


@routes.through(
    "/api/v1/appeals", may=Action.APPEAL_RECORD, takes=RecordAppeal, answers=SubmissionAccepted
)
def record() -> flask.Response:
    """Write an appeal down for a resident, also from paper of an earlier day."""
    return response_of(door.recorded(edge())(flask.request.environ))


@routes.get("/api/v1/public/appeals/<tracking_code>", may=Action.ANYONE, answers=TrackedAppeal)
def track(tracking_code: str) -> TrackedAppeal:
    """Follow an appeal by its tracking code (查询码)."""
    code = checked(tracking_code)
    try:
        return ask(TrackAppeal(tracking_code=code))
    except NotFound:
        return TrackedAppeal(stored=False, tracking_code=code, state=State.RECEIVED)


routes.asks("GET", "/api/v1/appeals", ListAppeals, may=Action.APPEAL_READ)
routes.asks("GET", "/api/v1/appeals/<uuid:appeal_id>", ShowAppeal, may=Action.APPEAL_READ)
