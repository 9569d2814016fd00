"""Communities on residents' pages: all by street, and the one a page is about."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import flask

from gateway.console import api
from gateway.console.forms import Option
from gateway.console.languages import current
from vocabulary.areas import Level, parent_of

_AREAS = "/api/v1/public/areas"
#: So many communities are seen at a glance; where there are more, one looks for a name.
_AT_A_GLANCE = 24


@dataclass(frozen=True)
class Street:
    """A street and its communities."""

    #: With its district in front, where streets of several districts are shown.
    name: str
    communities: list[api.Json]


@dataclass(frozen=True)
class Directory:
    """The streets in which somebody finds their community."""

    streets: list[Street]
    #: The part of a name that is looked for.
    named: str
    #: Whether there are too many to see at a glance.
    is_long: bool
    #: Whether there is any community at all.
    is_empty: bool


def directory(there: list[api.Json]) -> Directory:
    """Streets with these communities, or only those with the name that the address asks for."""
    named = flask.request.args.get("named", "").strip()[:40]
    found = list(_by_street(there))
    if named:
        found = [one for street in found if (one := _narrowed(street, named)) is not None]
    return Directory(found, named, is_long=len(there) > _AT_A_GLANCE, is_empty=not there)


def _by_street(there: list[api.Json]) -> list[Street]:
    streets = [
        (street, list(ones)) for street, ones in groupby(there, lambda one: parent_of(one["code"]))
    ]
    names = _names(Level.STREET)
    districts = {parent_of(street) for street, _ in streets if street is not None}
    above = _names(Level.DISTRICT) if len(districts) > 1 else {}
    return [
        Street(
            " · ".join(
                name
                for name in (above.get(parent_of(street or "")), names.get(street, street))
                if name
            ),
            ones,
        )
        for street, ones in streets
    ]


def _names(level: Level) -> dict[str | None, str]:
    return {one["code"]: one[f"name_{current()}"] for one in _all(level)}


def _narrowed(street: Street, named: str) -> Street | None:
    """The street with those of its communities that have the name; all, where it has it itself."""
    if named.casefold() in street.name.casefold():
        return street
    found = [
        one
        for one in street.communities
        if named.casefold() in f"{one['name_zh']}\n{one['name_en']}".casefold()
    ]
    return Street(street.name, found) if found else None


def communities() -> list[api.Json]:
    """The communities of today, by code."""
    return _all(Level.COMMUNITY)


def _all(level: Level) -> list[api.Json]:
    asked = {"level": level.value, "limit": 200}
    page = api.get(_AREAS, asked)
    found: list[api.Json] = page["items"]
    while page["next_cursor"]:
        page = api.get(_AREAS, asked | {"cursor": page["next_cursor"]})
        found += page["items"]
    return found


def options() -> list[Option]:
    """All communities to choose from, each with its street where there are several."""
    streets = _by_street(communities())
    return [
        (one["code"], f"{street.name} · {name}" if len(streets) > 1 else name)
        for street in streets
        for one in street.communities
        for name in [one[f"name_{current()}"]]
    ]


def community(code: str) -> api.Json:
    """One community, which the browser remembers from now on.

    Raises:
        Refused: there is no such area.
    """
    found = api.get(f"{_AREAS}/{code}")
    flask.g.community = found["code"]
    return found


def sought(code: str) -> dict[str, list[api.Json]]:
    """The campaigns of a community, those to apply for, and vacant posts of no campaign."""
    here = {"area": code}
    campaigns: list[api.Json] = api.get("/api/v1/public/campaigns", here)["items"]
    looked_for = {post["id"] for one in campaigns for post in one["posts"]}
    posts: list[api.Json] = api.get("/api/v1/public/posts", here)["items"]
    return {
        "campaigns": campaigns,
        "inviting": [
            one for one in campaigns if one["takes_applications"] or one["state"] == "announced"
        ],
        "posts": [one for one in posts if one["id"] not in looked_for],
    }
