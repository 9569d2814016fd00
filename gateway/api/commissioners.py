"""Commissioners in office: the people staff can assign an appeal to."""

from __future__ import annotations

from collections import defaultdict

from contracts.appeals.commissioners import CountCommissioners
from contracts.recruitment.commissioners import (
    CommissionerFilter,
    CommissionerInOffice,
    CommissionersInOffice,
    ListServing,
    ServingCommissioner,
)
from gateway.http import account_names
from gateway.http.community_codes import checked
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("commissioners", "在任专员 · Commissioners in office")


@routes.get(
    "/api/v1/communities/<community>/commissioners",
    may=Action.COMMISSIONER_READ,
    filters=CommissionerFilter,
    answers=CommissionersInOffice,
)
def list_commissioners(filters: CommissionerFilter, community: str) -> CommissionersInOffice:
    """List the commissioners to whom an appeal of that day can be assigned, the freest first."""
    code = checked(community)
    # The register decides who can be assigned; recruitment has their names.
    loads = ask(CountCommissioners(community=code, on=filters.on)).items
    posts = defaultdict[str, list[ServingCommissioner]](list)
    for one in ask(ListServing(community=code, on=filters.on)).items:
        posts[str(one.commissioner)].append(one)
    # A person without an appointment in recruitment has the name of the account.
    others = account_names.of({load.commissioner for load in loads} - posts.keys())
    found = [
        CommissionerInOffice(
            commissioner=load.commissioner,
            name=next(
                (one.name for one in posts[load.commissioner]), others.get(load.commissioner)
            ),
            fields_of_work=[one.field_of_work for one in posts[load.commissioner]],
            open_appeals=load.open_appeals,
        )
        for load in loads
    ]
    return CommissionersInOffice(items=sorted(found, key=lambda one: one.open_appeals))
