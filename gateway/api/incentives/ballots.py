"""The ballot of a selection: slips, votes and boxes."""

from __future__ import annotations

import dataclasses
from uuid import UUID

import flask
import marshmallow

from contracts.complaints import invalid_from
from contracts.documents import Document
from contracts.incentives.ballots import (
    CountBox,
    IssueSlips,
    PrintSlips,
    ShowSlip,
    SlipView,
    TakePaperSlip,
    VoteWithSlip,
)
from contracts.recruitment.surveys import Received
from gateway.api.guessed_codes import guesses_counted
from gateway.api.incentives.public_names import named_today
from gateway.api.recruitment.named_accounts import aside
from gateway.http import incoming
from gateway.http.document_routes import DocumentRoutes
from gateway.http.routes import ask, dependencies
from vocabulary.permissions import Action

routes = DocumentRoutes("ballots", "居民投票 · The ballot of a selection")

_ONE = "/api/v1/selections/<uuid:selection_id>"
_SLIP = "/api/v1/public/ballot-slips/<slip_code>"

routes.asks("POST", f"{_ONE}/slips", IssueSlips, may=Action.BALLOT_MANAGE)
routes.asks("POST", f"{_ONE}/paper-slips", TakePaperSlip, may=Action.BALLOT_MANAGE, keyed=False)
routes.asks("POST", f"{_ONE}/box-counts", CountBox, may=Action.BALLOT_COUNT)


@routes.document_out(f"{_ONE}/slips/<batch>/document", may=Action.BALLOT_MANAGE)
def print_slips(selection_id: UUID, batch: str) -> Document:
    """Print the slips of a batch that nobody has used, to be cut and handed out."""
    given = {
        "selection_id": str(selection_id),
        "batch": batch,
        "origin": dependencies().public_origin,
    }
    try:
        asked = PrintSlips.read(given)
    except marshmallow.ValidationError as wrong:
        raise invalid_from(wrong) from None
    return ask(asked)


@routes.asking("GET", _SLIP, ShowSlip, may=Action.ANYONE)
def show_slip(request: ShowSlip) -> SlipView:
    """Names as far as a consent holds now."""
    with guesses_counted():
        found = ask(request)
    names = named_today(found.community, [one.appointment_id for one in found.choices])
    return dataclasses.replace(
        found,
        choices=[
            dataclasses.replace(one, name=names.get(one.appointment_id)) for one in found.choices
        ],
    )


@routes.asking("POST", f"{_SLIP}/vote", VoteWithSlip, may=Action.ANYONE, keyed=False)
def vote_with_slip(request: VoteWithSlip) -> Received:
    """Never with a key: what is kept of a repeatable request would join the code and the choice."""
    incoming.check_unconditional(flask.request.environ)
    with guesses_counted():
        return aside(request)
