"""Viewings of contacts (谁看过联系方式): in every community of the reader, with reason and account."""

from __future__ import annotations

from contracts.appeals.disclosures import ListCommunityDisclosures
from contracts.appeals.words import SeenFor
from gateway.console import naming
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.workstation import territory
from vocabulary.permissions import Action

_BY_PEOPLE = ",".join(one.value for one in SeenFor if one is not SeenFor.NOTICE)
_TABS = (
    Tab("people", _("人员查看"), {"reason": _BY_PEOPLE}),
    Tab("messages", _("系统发消息时用到"), {"reason": SeenFor.NOTICE.value}),
)


@page("/desk/disclosures", may=Action.DISCLOSURE_READ, title=_("谁看过联系方式"), nav="overview")
def disclosures() -> Shown:
    """The viewings of residents' contacts, the newest first."""
    places = territory.communities()
    found = listed(
        "/api/v1/appeals/disclosures",
        ListCommunityDisclosures,
        tabs=_TABS,
        filters=["disclosed_from", "disclosed_to", *territory.narrowing(places)],
        options={"area": places},
    )
    return shown(
        "street/disclosures.html", found.status, listed=found, field_called=naming.field_called
    )
