"""Where somebody of the desk works: the communities to choose from."""

from __future__ import annotations

from collections.abc import Sequence

import flask

from gateway.console import api
from gateway.console.forms import Option
from gateway.console.languages import current
from vocabulary.areas import Level, covers, level_of, street_of

#: Above a street there are too many to choose from.
_LOW = (Level.STREET, Level.COMMUNITY)


def communities() -> list[Option]:
    """The communities of today in which the caller holds a role, by code."""
    held = {grant.area for grant in flask.g.actor.grants}
    found: list[Option] = []
    for street in sorted({street_of(area) for area in held if level_of(area) in _LOW}):
        query = {"level": Level.COMMUNITY.value, "parent": street, "limit": 200}
        areas = api.get("/api/v1/public/areas", query)["items"]
        found += [
            (one["code"], one[f"name_{current()}"])
            for one in areas
            if any(covers(area, one["code"]) for area in held)
        ]
    return found


def narrowing(places: Sequence[Option]) -> list[str]:
    """The filter by area, where there is more than one to choose from, or a link names one."""
    return ["area"] if len(places) > 1 or flask.request.args.get("area") else []


def beginning(places: Sequence[Option], name: str = "community") -> dict[str, str]:
    """What a form begins with: the only community there is."""
    return {name: places[0][0]} if len(places) == 1 else {}
