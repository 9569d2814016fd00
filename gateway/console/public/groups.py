"""The groups and associations of a community (队伍与协会), as everyone sees them."""

from __future__ import annotations

from gateway.console import api
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.public import places
from vocabulary.permissions import Action

_AT_ONCE = 200


@page("/communities/<code>/groups", may=Action.ANYONE, title=_("队伍与协会"), nav="home")
def groups_of_community(code: str) -> Shown:
    """All groups of a community, with the leaders who agreed to be named."""
    place = places.community(code)
    found = api.get(f"/api/v1/public/communities/{code}/groups", {"limit": _AT_ONCE})
    return shown("public/groups.html", place=place, found=found)
