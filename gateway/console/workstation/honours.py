"""Honours (荣誉): those of a street or community, and a commissioner's own."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.incentives.honours import ListHonours, ReissueHonour, RevokeHonour
from gateway.console import api
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.workstation import territory
from vocabulary.permissions import Action

_ALL, _HERE = "/api/v1/honours", "/desk/honours"
_TABS = (Tab("standing", _("有效"), {"state": "standing"}), Tab("all", _("全部")))
_DEEDS = (Deed(ReissueHonour), Deed(RevokeHonour, is_final=True))


@page(_HERE, may=Action.HONOUR_READ, title=_("荣誉"), nav="selections")
def honours() -> Shown:
    """The honours that the reader may see; a commissioner sees their own."""
    places = territory.communities()
    filters = ["year", *territory.narrowing(places)]
    found = listed(_ALL, ListHonours, tabs=_TABS, filters=filters, options={"area": places})
    return shown("workstation/honours.html", found.status, listed=found)


@page(
    f"{_HERE}/<uuid:honour_id>",
    may=Action.HONOUR_READ,
    title=_("荣誉"),
    nav="selections",
    methods=("GET", "POST"),
)
def honour(honour_id: UUID) -> Shown | flask.Response:
    """One honour: its certificate to print, re-issue or revoke."""
    at = f"{_ALL}/{honour_id}"
    known = Deeds(f"{_HERE}/{honour_id}", _DEEDS, {"honour_id": str(honour_id)})
    if done := known.sent():
        return done
    one = api.get(at)
    return shown(
        "workstation/honour.html",
        known.status,
        one=one,
        deeds=known,
        offers=known.offered(one),
    )
