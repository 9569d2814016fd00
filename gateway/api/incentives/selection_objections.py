"""Objections to nominations and honours."""

from __future__ import annotations

from contracts.incentives.places import FIRST_YEAR, LAST_YEAR
from contracts.incentives.selection_objections import (
    AnswerSelectionObjection,
    FollowSelectionObjection,
    ListSelectionObjections,
    ObjectToSelection,
    RecordSelectionObjection,
)
from gateway.http.community_codes import checked
from gateway.http.routes import Routes
from gateway.http.years import between
from vocabulary.permissions import Action

routes = Routes(
    "selection_objections",
    "对评选的异议 · Objections to nominations and honours",
    reads={"community": checked, "year": between(FIRST_YEAR, LAST_YEAR)},
)

_OF_ONE = "/api/v1/selections/<uuid:selection_id>/objections"
_PUBLIC = "/api/v1/public"

routes.asks(
    "POST",
    f"{_PUBLIC}/communities/<community>/selections/<year>/objections",
    ObjectToSelection,
    may=Action.ANYONE,
    creates=f"{_PUBLIC}/selection-objections/{{code}}",
)
routes.asks(
    "GET", f"{_PUBLIC}/selection-objections/<code>", FollowSelectionObjection, may=Action.ANYONE
)
routes.asks("GET", _OF_ONE, ListSelectionObjections, may=Action.SELECTION_OBJECTION_READ)
routes.asks("POST", _OF_ONE, RecordSelectionObjection, may=Action.SELECTION_PUBLISH)
routes.asks(
    "POST",
    f"{_OF_ONE}/<uuid:objection_id>/answer",
    AnswerSelectionObjection,
    may=Action.SELECTION_MANAGE,
)
