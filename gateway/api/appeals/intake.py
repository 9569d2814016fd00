"""Submitting, following and listing appeals."""

from __future__ import annotations

import flask

from contracts.appeals.appeal import TrackedAppeal
from contracts.appeals.intake import (
    CountAppeals,
    ListAppeals,
    RecordAppeal,
    ShowAppeal,
    SubmissionAccepted,
    SubmitAppeal,
    TrackAppeal,
)
from contracts.appeals.words import State
from gateway.api.appeals import submitting
from gateway.http.routes import Plain, Routes, dependencies, hand_on, response_of
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes(
    "intake",
    "诉求的提出、查询与清单 · Submitting, following and listing appeals",
    reads={"tracking_code": checked},
)


@routes.through(
    "/api/v1/public/appeals",
    may=Action.ANYONE,
    takes=SubmitAppeal,
    answers=SubmissionAccepted,
)
def submit_appeal() -> flask.Response:
    """Raise an appeal (提出诉求)."""
    return response_of(submitting.public(dependencies())(flask.request.environ))


@routes.through(
    "/api/v1/appeals", may=Action.APPEAL_RECORD, takes=RecordAppeal, answers=SubmissionAccepted
)
def record_appeal() -> flask.Response:
    """Write down an appeal for a resident, also from paper of an earlier day."""
    return response_of(submitting.recorded(dependencies())(flask.request.environ))


@routes.asking("GET", "/api/v1/public/appeals/<tracking_code>", TrackAppeal, may=Action.ANYONE)
def track_appeal(request: TrackAppeal) -> Plain | TrackedAppeal:
    """An appeal that the register does not know yet has been received nevertheless."""
    try:
        return hand_on(request)
    except NotFound:
        return TrackedAppeal(
            stored=False, tracking_code=request.tracking_code, state=State.RECEIVED, possible=[]
        )


routes.asks("GET", "/api/v1/appeals", ListAppeals, may=Action.APPEAL_READ)
routes.asks("GET", "/api/v1/appeals/counts", CountAppeals, may=Action.APPEAL_READ)
routes.asks("GET", "/api/v1/appeals/<uuid:appeal_id>", ShowAppeal, may=Action.APPEAL_READ)
