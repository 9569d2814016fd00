"""Where residents begin."""

from __future__ import annotations

from gateway.console import api
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from vocabulary.areas import Level
from vocabulary.permissions import Action


@page("/", may=Action.ANYONE, title=_("首页"), nav="home")
def home() -> Shown:
    """Raise an appeal, follow one, or look at one's community."""
    return shown("public/home.html", communities=communities())


def communities() -> list[api.Json]:
    """The communities of today, by code."""
    query = {"level": Level.COMMUNITY.value, "limit": 200}
    found: list[api.Json] = api.get("/api/v1/public/areas", query)["items"]
    return found
