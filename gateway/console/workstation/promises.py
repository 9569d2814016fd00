"""Promises (服务承诺) at the desk: what became of each, by facts or by what somebody saw."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.incentives.promises import TiePromise, WritePromiseSeen
from gateway.console import api
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import territory
from vocabulary.permissions import Action

_HERE = "/desk/promises"
_DEEDS = (
    Deed(
        WritePromiseSeen,
        label=_("登记兑现情况"),
        hints={"day": _("要登记的那个周期里的任何一天；周期须已结束。")},
    ),
    Deed(
        TiePromise,
        label=_("按什么事实统计"),
        hints={"fact": _("不选就是由本人以外的人登记。单位须与承诺一致。")},
    ),
)


@page(_HERE, may=Action.SCORECARD_READ, title=_("服务承诺"), nav="reports")
def desk_promises() -> Shown:
    """The promises of a community; commissioners see their own."""
    is_staff = may_somewhere(Action.WORK_REPORT_READ)
    if not is_staff:
        flask.g.nav = "card"
    places = territory.communities()
    wanted = flask.request.args.get("community", "")
    looked_at = next((one for one in places if one[0] == wanted), places[0] if places else None)
    found = api.get(f"/api/v1/communities/{looked_at[0]}/promises")["items"] if looked_at else []
    return shown("workstation/promises.html", places=places, looked_at=looked_at, promises=found)


@page(
    f"{_HERE}/<community>/<uuid:promise_id>",
    may=Action.SCORECARD_READ,
    title=_("服务承诺"),
    nav="reports",
    methods=("GET", "POST"),
)
def desk_promise(community: str, promise_id: UUID) -> Shown | flask.Response:
    """One promise with its periods."""
    if not may_somewhere(Action.WORK_REPORT_READ):
        flask.g.nav = "card"
    here = f"{_HERE}/{community}/{promise_id}"
    known = Deeds(here, _DEEDS, {"promise_id": str(promise_id)})
    if done := known.sent():
        return done
    found = api.get(f"/api/v1/communities/{community}/promises")["items"]
    one = next((each for each in found if each["promise_id"] == str(promise_id)), None)
    if one is None:
        flask.abort(404)
    return shown(
        "workstation/promise.html",
        known.status,
        one=one,
        community=community,
        deeds=known,
        offers=known.offered(one, begun={TiePromise: {"fact": one["fact"]}}),
    )
