"""The areas that an administrator chooses from: their own, and those inside a street."""

from __future__ import annotations

from collections.abc import Sequence

import flask

from gateway.console import api, known
from gateway.console.forms import Option
from gateway.console.languages import current
from vocabulary.areas import Level, is_area_code, level_of

#: In the address: the street whose communities are offered, for those above streets.
INSIDE = "inside"


def offered() -> list[Option]:
    """Every area of the reader that a form offers."""
    found = [(one["code"], one[f"name_{current()}"]) for one in known.reached()]
    codes = {code for code, _name in found}
    inside = flask.request.args.get(INSIDE, "")
    if inside in codes and is_area_code(inside) and level_of(inside) is Level.STREET:
        below = api.get(f"/api/v1/public/areas/{inside}")["children"]
        found += [
            (one["code"], one[f"name_{current()}"]) for one in below if one["code"] not in codes
        ]
    return found


def streets(found: Sequence[Option]) -> list[Option]:
    """The streets among them, where communities are still to be opened."""
    held = {grant.area for grant in flask.g.actor.grants}
    if any(level_of(area) in (Level.STREET, Level.COMMUNITY) for area in held):
        return []
    return [(code, name) for code, name in found if level_of(code) is Level.STREET]
