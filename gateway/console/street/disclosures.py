"""Viewings of contacts (谁看过联系方式) where the reader oversees, by kind of people, with reason and account."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from contracts.appeals.disclosures import ListCommunityDisclosures
from contracts.appeals.words import SeenFor
from gateway.console import naming
from gateway.console.languages import Sentence, _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import territory
from vocabulary.permissions import Action

_BY_PEOPLE = ",".join(one.value for one in SeenFor if one is not SeenFor.NOTICE)


@dataclass(frozen=True)
class Kind:
    """People whose contact is seen: who may oversee it, and how a row names its thing."""

    tab: Tab
    may: Action
    #: What the column of the thing is called.
    thing: Sentence
    #: Where the thing is read, by the field of its id; empty: on no page of its own.
    leads: str
    identity: str
    #: What a row calls the thing, and by which words it gives its reason.
    named: str
    reasons: str


_APPEALS = Kind(
    Tab("people", _("诉求人"), {"reason": _BY_PEOPLE}, "/api/v1/appeals/disclosures"),
    Action.DISCLOSURE_READ,
    _("诉求"),
    "/desk/appeals",
    "appeal_id",
    "number",
    "appeals.SeenFor",
)
_KINDS = (
    _APPEALS,
    Kind(
        Tab("applicants", _("报名人"), path="/api/v1/applications/disclosures"),
        Action.APPLICATION_DISCLOSURE_READ,
        _("报名编号"),
        "/desk/applications",
        "application_id",
        "number",
        "recruitment.ApplicantSeenFor",
    ),
    Kind(
        Tab("appointments", _("聘任人选和异议人"), path="/api/v1/appointments/disclosures"),
        Action.APPOINTMENT_DISCLOSURE_READ,
        _("聘任"),
        "/desk/appointments",
        "appointment_id",
        "post",
        "recruitment.ContactSeenFor",
    ),
    Kind(
        Tab("volunteers", _("义工"), path="/api/v1/volunteers/disclosures"),
        Action.VOLUNTEER_DISCLOSURE_READ,
        _("义工"),
        "/desk/volunteers",
        "registration_id",
        "number",
        "volunteers.VolunteerSeenFor",
    ),
    Kind(
        Tab("complainants", _("投诉人"), path="/api/v1/complaints/disclosures"),
        Action.COMPLAINT_DISCLOSURE_READ,
        _("投诉编号"),
        "/desk/complaints",
        "complaint_id",
        "number",
        "incentives.ComplainantSeenFor",
    ),
    Kind(
        Tab("invitees", _("受邀人"), path="/api/v1/invitees/disclosures"),
        Action.INVITEE_DISCLOSURE_READ,
        _("受邀人"),
        "",
        "",
        "name",
        "incentives.InviteeSeenFor",
    ),
    # Many, and nobody's decision: read when wanted, not counted each time.
    dataclasses.replace(
        _APPEALS,
        tab=Tab(
            "messages",
            _("系统发消息时用到"),
            {"reason": SeenFor.NOTICE.value},
            "/api/v1/appeals/disclosures",
            is_counted=False,
        ),
    ),
)


@page("/desk/disclosures", may=Action.DISCLOSURE_READ, title=_("谁看过联系方式"), nav="overview")
def disclosures() -> Shown:
    """The viewings of people's contacts, one kind of people after the other, the newest first."""
    places = territory.communities()
    kinds = {one.tab.name: one for one in _KINDS if may_somewhere(one.may)}
    found = listed(
        _APPEALS.tab.path,
        ListCommunityDisclosures,
        tabs=[one.tab for one in kinds.values()],
        filters=["disclosed_from", "disclosed_to", *territory.narrowing(places)],
        options={"area": places},
    )
    [current] = [kinds[tab.name] for tab in found.tabs if tab.is_current]
    return shown(
        "street/disclosures.html",
        found.status,
        listed=found,
        kind=current,
        field_called=naming.field_called,
    )
