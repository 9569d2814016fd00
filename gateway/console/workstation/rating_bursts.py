"""Ratings that came many from one network at once (待核的评议): somebody decides whether they count."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.incentives.ratings import DecideRatingBurst
from gateway.console import api
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from vocabulary.permissions import Action


@page(
    "/desk/work-reports/<uuid:report_id>/rating-bursts",
    may=Action.RATING_DECIDE,
    title=_("待核的评议"),
    nav="reports",
    methods=("GET", "POST"),
)
def rating_bursts(report_id: UUID) -> Shown | flask.Response:
    """What each burst says, and whether it counts."""
    at, here = f"/api/v1/work-reports/{report_id}", f"/desk/work-reports/{report_id}"
    found = api.get(f"{at}/rating-bursts")["items"]
    known = Deeds(
        f"{here}/rating-bursts",
        [
            Deed(
                DecideRatingBurst,
                label=_("决定第 %(n)s 批", n=number),
                path={"burst_id": one["id"]},
                version=one["version"],
                says=lambda _answer: _("已记下。"),
            )
            for number, one in enumerate(found, start=1)
        ],
        {"report_id": str(report_id)},
    )
    if done := known.sent():
        return done
    possible = {word for one in found for word in one["possible"]}
    return shown(
        "workstation/rating_bursts.html",
        known.status,
        one=api.get(at),
        bursts=found,
        deeds=known,
        offers=known.offered({"possible": sorted(possible), "version": 0}),
        back=here,
    )
