"""The net of a community (关系网): as a picture, as a list, and as a sheet to print. R68."""

from __future__ import annotations

import flask

from gateway.console import api, net_picture
from gateway.console.languages import _
from gateway.console.naming import named
from gateway.console.pages import Shown, page, shown
from gateway.console.workstation import territory
from vocabulary.permissions import Action


@page("/desk/net", may=Action.VOLUNTEER_READ, title=_("社区关系网"), nav="teams")
def net() -> Shown:
    """Party committee, commissioners, and the people around each of them."""
    places = territory.communities()
    asked = flask.request.args.get("community", "")
    community = asked or (places[0][0] if places else "")
    found = api.get(f"/api/v1/communities/{community}/net") if community else None
    picture = None
    if found is not None:
        committee = str(_("%(place)s综合党委", place=named(found, "community")))
        picture = net_picture.picture(committee, net_picture.branches(found, leader))
    return shown(
        "workstation/net.html",
        net=found,
        picture=picture,
        places=places,
        community=community,
        leader=leader,
    )


def leader(team: api.Json) -> str:
    """The leader of a team, as far as the reader may see them."""
    if team["commissioner"] is None:
        return str(_("工作站代管"))
    name = team.get("commissioner_name")
    return str(_("专员 %(name)s", name=name) if name else _("专员在岗"))
