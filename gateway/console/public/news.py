"""News (专员动态) of a community or street, for residents: to read, to follow, to print."""

from __future__ import annotations

from gateway.console import api
from gateway.console.languages import _, current
from gateway.console.pages import Shown, page, shown
from gateway.console.public import places
from vocabulary.permissions import Action

_PUBLIC = "/api/v1/public/news"


@page("/communities/<code>/news", may=Action.ANYONE, title=_("专员动态"), nav="home")
def community_news(code: str) -> Shown:
    """What a community has to tell of its commissioners."""
    place = places.community(code)
    return _news(code, place[f"name_{current()}"], f"/communities/{code}")


@page("/streets/<street>/news", may=Action.ANYONE, title=_("专员动态"), nav="home")
def street_news(street: str) -> Shown:
    """What the communities of a street have to tell."""
    place = api.get(f"/api/v1/public/areas/{street}")
    return _news(street, place[f"name_{current()}"], "/")


def _news(area: str, name: str, back: str) -> Shown:
    return shown(
        "public/news.html",
        name=name,
        back=back,
        items=api.get(f"{_PUBLIC}/{area}")["items"],
        feed=f"{_PUBLIC}/{area}.atom",
        pdf=f"{_PUBLIC}/{area}.pdf",
    )
