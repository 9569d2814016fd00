"""The service handbook (服务手册) of a community: station, channel, entries, editions."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.recruitment.handbooks import (
    CompleteEntry,
    PublishChannel,
    PublishHandbook,
    SetContactStation,
)
from gateway.console import api
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.pages import Shown, leading_to, page, shown
from gateway.console.workstation import territory
from gateway.console.workstation.posts import may_somewhere
from vocabulary.permissions import Action

_HERE = "/desk/handbooks"
_DEEDS = (
    Deed(PublishHandbook),
    Deed(SetContactStation),
    Deed(PublishChannel),
)
_HINTS = {
    "promises": _("一项一条，居民能核对的。数字、单位、周期填了，就能按它考核。"),
}


@page(_HERE, may=Action.HANDBOOK_READ, title=_("服务手册"), nav="appointments")
def desk_handbooks() -> Shown | flask.Response:
    """Whose handbook?"""
    places = territory.communities()
    if len(places) == 1:
        return leading_to(f"{_HERE}/{places[0][0]}")
    return shown("workstation/handbooks.html", places=places)


@page(
    f"{_HERE}/<community>",
    may=Action.HANDBOOK_READ,
    title=_("服务手册"),
    nav="appointments",
    methods=("GET", "POST"),
)
def desk_handbook(community: str) -> Shown | flask.Response:
    """What of a handbook is complete, what is missing, and its editions."""
    known = Deeds(f"{_HERE}/{community}", _DEEDS, {"community": community})
    if done := known.sent():
        return done
    one = api.get(f"/api/v1/communities/{community}/handbook")
    # The interface does not say what can be done with a handbook: who keeps it, keeps it.
    kept = [deed.word for deed in _DEEDS] if may_somewhere(Action.HANDBOOK_MANAGE) else []
    return shown(
        "workstation/handbook.html",
        known.status,
        one=one,
        deeds=known,
        offers=known.offered(
            {**one, "possible": kept},
            begun={
                SetContactStation: one["station"] or {},
                PublishChannel: one["channel"] or {},
            },
        ),
        may_manage=bool(kept),
    )


@page(
    f"{_HERE}/<community>/entries/<uuid:appointment_id>",
    may=Action.HANDBOOK_READ,
    title=_("手册条目"),
    nav="appointments",
    methods=("GET", "POST"),
)
def desk_handbook_entry(community: str, appointment_id: UUID) -> Shown | flask.Response:
    """What one commissioner promises (服务承诺)."""
    here = f"{_HERE}/{community}"
    deed = Deed(CompleteEntry, hints=_HINTS, kept=("id",), leads=here)
    known = Deeds(
        f"{here}/entries/{appointment_id}", [deed], {"appointment_id": str(appointment_id)}
    )
    if done := known.sent():
        return done
    found = api.get(f"/api/v1/communities/{community}/handbook")["entries"]
    entry = next((one for one in found if one["appointment_id"] == str(appointment_id)), None)
    if entry is None:
        flask.abort(404)
    possible = [deed.word] if may_somewhere(Action.HANDBOOK_MANAGE) else []
    return shown(
        "workstation/handbook_entry.html",
        known.status,
        entry=entry,
        back=here,
        deeds=known,
        offers=known.offered(
            {**entry, "possible": possible},
            begun={CompleteEntry: {"promises": entry["promises"]}},
        ),
    )
