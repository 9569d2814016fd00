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
