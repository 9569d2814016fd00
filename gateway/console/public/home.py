"""Where residents begin: the street's first page, and that of their community."""

from __future__ import annotations

import flask

from gateway.console import api, pages
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown
from gateway.console.public import places
from gateway.console.public.activities import coming
from vocabulary.permissions import Action

_PUBLIC = "/api/v1/public"
#: How many of the coming activities it shows.
_ACTIVITIES = 3


@page("/", may=Action.ANYONE, title=_("首页"), nav="home")
def home() -> Shown:
    """Raise an appeal, follow one, or look at your community."""
    return shown("public/home.html", directory=places.directory(places.communities()))


@page("/communities/<code>", may=Action.ANYONE, title=_("我的社区"), nav="home")
def community(code: str) -> Shown:
    """The commissioners and their promises, how to be heard, and what is open now."""
    here = {"area": code}
    return shown(
        "public/community.html",
        place=places.community(code),
        commissioners=api.get(f"{_PUBLIC}/communities/{code}/commissioners")["items"],
        handbook=api.found(f"{_PUBLIC}/handbooks/{code}"),
        notices=api.get(f"{_PUBLIC}/communities/{code}/notices")["items"],
        surveys=api.get(f"{_PUBLIC}/surveys", here)["items"],
        sought=places.sought(code),
        activities=coming(code, limit=_ACTIVITIES)["items"],
    )


@page("/commissioners", may=Action.ANYONE, title=_("认识专员"), nav="commissioners")
def commissioners() -> Shown | flask.Response:
    """Whose commissioners?"""
    return _of_community("commissioners", _("看哪个社区的专员？"))


@page("/notices", may=Action.ANYONE, title=_("聘任公示"), nav="notices")
def notices() -> Shown | flask.Response:
    """Whose notices?"""
    return _of_community("notices", _("看哪个社区的公示？"))


@page("/posts", may=Action.ANYONE, title=_("我要报名"), nav="posts")
def posts() -> Shown | flask.Response:
    """Whose posts?"""
    return _of_community("posts", _("看哪个社区的招募？"))


@page("/activities", may=Action.ANYONE, title=_("社区活动"), nav="posts")
def activities() -> Shown | flask.Response:
    """Whose activities?"""
    return _of_community("activities", _("看哪个社区的活动？"))


def _of_community(what: str, question: Sentence) -> Shown | flask.Response:
    remembered = flask.request.cookies.get(pages.COMMUNITY, "")
    found = places.communities()
    is_looking = {"all", "named"} & flask.request.args.keys()
    if remembered in {one["code"] for one in found} and not is_looking:
        return pages.leading_to(f"/communities/{remembered}/{what}")
    return shown(
        "public/choose.html", what=what, question=question, directory=places.directory(found)
    )
