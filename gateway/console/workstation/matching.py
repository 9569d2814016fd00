"""The people who suit the teams of a community (匹配), by field of work, and why: the committee's overview."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import flask

from contracts.volunteers.matching import LookedFor
from gateway.console import api, forms
from gateway.console.api import Refused
from gateway.console.forms import Filled, Form
from gateway.console.languages import _, current
from gateway.console.pages import Shown, page, shown
from gateway.console.workstation import territory
from gateway.console.workstation.activities import skills_of
from vocabulary.areas import street_of
from vocabulary.permissions import Action

_HINTS = {
    "skill": _("团队需要的技能，按街道的目录选；不选就不看技能。"),
    "free_time": _("团队一般什么时候活动；不选就不看时间。"),
}


@dataclass(frozen=True)
class Looking:
    """What the reader looks for besides the field of work, and what was found."""

    form: Form
    found: api.Json | None
    status: int


@page("/desk/teams/matching", may=Action.TEAM_MANAGE, title=_("匹配一览"), nav="teams")
def desk_matching() -> Shown:
    """The teams of a community by field of work, each with the people who suit it and why."""
    places = territory.communities()
    asked = flask.request.args.get("community", "")
    community = asked or (places[0][0] if places else "")
    looking = look(f"/api/v1/communities/{community}/matches", community) if community else None
    teams = looking.found["teams"] if looking and looking.found else []
    return shown(
        "workstation/matching.html",
        looking.status if looking else 200,
        places=places,
        community=community,
        looking=looking,
        by_category=[
            (category, list(of_it))
            for category, of_it in groupby(teams, key=lambda one: one["category"])
        ],
    )


def look(address: str, community: str) -> Looking:
    """Ask for those who suit, as the form in the page's address says.

    Raises:
        Refused: for another reason than what was asked for.
    """
    tried = Filled(LookedFor, flask.request.args)
    asked = {
        "skill": tried.given.get("skill", "").strip() or None,
        "free_time": ",".join(tried.given.getlist("free_time")) or None,
    }
    found = None
    try:
        found = api.get(address, asked)
    except Refused as refusal:
        if refusal.status != 422:  # noqa: PLR2004 - what was asked for is wrong
            raise
        tried = tried.refused(refusal.problem)
    skills = [(one["code"], one[f"name_{current()}"]) for one in skills_of(street_of(community))]
    options = {"skill": skills} if skills else {}
    return Looking(forms.form(LookedFor, tried, options=options, hints=_HINTS), found, tried.status)
