"""The groups and associations of a community (队伍与协会), as everyone sees them."""

from __future__ import annotations

from gateway.console import api
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.public import places
from vocabulary.permissions import Action


def of(community: str, *, limit: int = 200) -> api.Json:
    """The groups of a community that are there today, and how many there are."""
    found: api.Json = api.get(
        f"/api/v1/public/communities/{community}/groups", {"limit": limit, "total": "true"}
    )
    return found


@page("/communities/<code>/groups", may=Action.ANYONE, title=_("队伍与协会"), nav="home")
def groups_of_community(code: str) -> Shown:
    """All groups of a community, with the leaders who agreed to be named."""
    return shown("public/groups.html", place=places.community(code), found=of(code))
