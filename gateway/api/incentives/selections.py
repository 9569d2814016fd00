"""Year-end selections, from the draft to the award."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from contracts.gateway.accounts import Nothing
from contracts.incentives.selections import (
    AwardSelection,
    CheckSelection,
    CountSelection,
    DraftSelection,
    EditSelection,
    JudgeCandidates,
    ListPublicSelections,
    ListSelections,
    Nominate,
    OpenSelection,
    PublicSelections,
    PublishNomination,
    ReturnSelection,
    SelectionView,
    ShowSelection,
    TrySelection,
)
from contracts.recruitment.office import ListNamesToHonour
from gateway.api.incentives.public_names import named_today, names_for
from gateway.api.recruitment.named_accounts import aside
from gateway.http.community_codes import checked
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("selections", "年终评选 · Selections of a year", reads={"community": checked})

_ALL = "/api/v1/selections"
_ONE = f"{_ALL}/<uuid:selection_id>"

routes.asks(
    "POST",
    "/api/v1/communities/<community>/selections",
    DraftSelection,
    may=Action.SELECTION_MANAGE,
    creates=f"{_ALL}/{{id}}",
)
routes.asks("GET", _ALL, ListSelections, may=Action.SELECTION_READ)
routes.asks("GET", _ONE, ShowSelection, may=Action.SELECTION_READ)
routes.asks("PUT", f"{_ONE}/terms", EditSelection, may=Action.SELECTION_MANAGE)
routes.asks("POST", f"{_ONE}/opening", OpenSelection, may=Action.SELECTION_MANAGE)
routes.asks("PUT", f"{_ONE}/opinion", JudgeCandidates, may=Action.SELECTION_JUDGE)
routes.asks("POST", f"{_ONE}/count", CountSelection, may=Action.SELECTION_NOMINATE)
routes.asks("POST", f"{_ONE}/trial", TrySelection, may=Action.SELECTION_TRY)
routes.asks("PUT", f"{_ONE}/nomination", Nominate, may=Action.SELECTION_NOMINATE)
routes.asks("POST", f"{_ONE}/notice", PublishNomination, may=Action.SELECTION_PUBLISH)
routes.asks("POST", f"{_ONE}/return", ReturnSelection, may=Action.SELECTION_MANAGE)
routes.asks("POST", f"{_ONE}/check", CheckSelection, may=Action.SELECTION_MANAGE)


@routes.post(f"{_ONE}/award", may=Action.SELECTION_AWARD, takes=Nothing, answers=SelectionView)
def award_selection(body: Nothing, selection_id: UUID) -> SelectionView:  # noqa: ARG001 - an empty object
    """Award the honours (表彰), as the street's party committee; each gets a certificate."""
    found = aside(ShowSelection(selection_id=selection_id))
    honoured = [*found.nominees, *(one.appointment_id for one in found.apart)]
    asked = ListNamesToHonour(community=found.community, appointments=honoured)
    named = aside(asked)
    return ask(AwardSelection(selection_id=selection_id, names=names_for(named)))


@routes.get(
    "/api/v1/public/communities/<community>/selections",
    may=Action.ANYONE,
    answers=PublicSelections,
)
def list_public_selections(community: str) -> PublicSelections:
    """List the selections in notice or over; names as far as a consent holds now."""
    found = ask(ListPublicSelections(community=checked(community)))
    nominees = [one.appointment_id for each in found.items for one in each.nominees]
    names = named_today(community, nominees)
    return dataclasses.replace(
        found,
        items=[
            dataclasses.replace(
                each,
                nominees=[
                    dataclasses.replace(one, name=names.get(one.appointment_id))
                    for one in each.nominees
                ],
            )
            for each in found.items
        ],
    )
