"""Nominations as district deputy or consultative member, written down with their source."""

from __future__ import annotations

from contracts.incentives.nominations import (
    ListNominations,
    RecordNomination,
    RecordNominationOutcome,
    ShowNomination,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("nominations", "推选 · Nominations as deputy or consultative member")

_ALL = "/api/v1/nominations"
_ONE = f"{_ALL}/<uuid:nomination_id>"

routes.asks(
    "POST",
    "/api/v1/commissioners/<uuid:appointment_id>/nominations",
    RecordNomination,
    may=Action.NOMINATION_RECORD,
    creates=f"{_ALL}/{{id}}",
)
routes.asks("GET", _ALL, ListNominations, may=Action.NOMINATION_READ)
routes.asks("GET", _ONE, ShowNomination, may=Action.NOMINATION_READ)
routes.asks("PUT", f"{_ONE}/outcome", RecordNominationOutcome, may=Action.NOMINATION_RECORD)
