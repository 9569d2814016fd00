"""Communities on residents' pages: the list, and the one a page is about."""

from __future__ import annotations

import flask

from gateway.console import api
from gateway.console.forms import Option
from gateway.console.languages import current
from vocabulary.areas import Level

_AREAS = "/api/v1/public/areas"


def communities() -> list[api.Json]:
    """The communities of today, by code."""
    found: list[api.Json] = api.get(_AREAS, {"level": Level.COMMUNITY.value, "limit": 200})["items"]
    return found


def options() -> list[Option]:
    """The same to choose from."""
    return [(one["code"], one[f"name_{current()}"]) for one in communities()]


def community(code: str) -> api.Json:
    """One community, which the browser remembers from now on.

    Raises:
        Refused: there is no such area.
    """
    found = api.get(f"{_AREAS}/{code}")
    flask.g.community = found["code"]
    return found
