"""Submitting, following and listing appeals."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.appeals.appeal import AppealView, TrackedAppeal
from contracts.appeals.intake import (
    AppealFilter,
    AppealPage,
    ListAppeals,
    RecordAppeal,
    ShowAppeal,
    SubmissionAccepted,
    SubmitAppeal,
    TrackAppeal,
)
from contracts.appeals.words import State
from gateway.api.appeals import door
from gateway.http.routes import Routes, ask, dependencies, response_of
from gateway.http.tracking_codes import checked
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
    return response_of(door.public(dependencies())(flask.request.environ))


@routes.through(
    "/api/v1/appeals", may=Action.APPEAL_RECORD, takes=RecordAppeal, answers=SubmissionAccepted
)
def record() -> flask.Response:
    """Write an appeal down for a resident, also from paper of an earlier day."""
    return response_of(door.recorded(dependencies())(flask.request.environ))


@routes.get("/api/v1/public/appeals/<tracking_code>", may=Action.ANYONE, answers=TrackedAppeal)
def track(tracking_code: str) -> TrackedAppeal:
    """Follow an appeal by its tracking code (查询码)."""
    code = checked(tracking_code)
    try:
        return ask(TrackAppeal(tracking_code=code))
    except NotFound:
        return TrackedAppeal(stored=False, tracking_code=code, state=State.RECEIVED, possible=[])


@routes.get("/api/v1/appeals", may=Action.APPEAL_READ, filters=AppealFilter, answers=AppealPage)
def appeals(filters: AppealFilter) -> AppealPage:
    """List the appeals that the caller may see, newest first."""
    return ask(ListAppeals(**vars(filters)))


@routes.get("/api/v1/appeals/<uuid:appeal_id>", may=Action.APPEAL_READ, answers=AppealView)
def appeal(appeal_id: UUID) -> AppealView:
    """Show one appeal with its history."""
    return ask(ShowAppeal(appeal_id=appeal_id))
