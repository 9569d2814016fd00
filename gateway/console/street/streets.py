"""The streets for which a reader works: those that they hold, or that lie in what they hold."""

from __future__ import annotations

import flask

from gateway.console import api, known
from gateway.console.forms import Option
from gateway.console.languages import current
from gateway.console.pages import Shown, leading_to, shown
from vocabulary.areas import Level, level_of, street_of


def chosen(here: str) -> Shown | flask.Response:
    """A page that asks for a street, or leads on where there is just one."""
    found = mine()
    if len(found) == 1:
        return leading_to(f"{here}/{found[0][0]}")
    return shown("street/choose.html", places=found, here=here)


def mine() -> list[Option]:
    """Code and name of each."""
    reached = known.reached()
    below = [
        street
        for one in reached
        if level_of(one["code"]) is Level.DISTRICT
        for street in api.get(f"/api/v1/public/areas/{one['code']}")["children"]
    ]
    found = {
        one["code"]: one[f"name_{current()}"]
        for one in (*reached, *below)
        if level_of(one["code"]) is Level.STREET
    }
    if not found:
        held = {grant.area for grant in flask.g.actor.grants}
        inside = sorted({street_of(one) for one in held if level_of(one) is Level.COMMUNITY})
        for code in inside[:3]:
            found[code] = api.get(f"/api/v1/public/areas/{code}")[f"name_{current()}"]
    return sorted(found.items())
