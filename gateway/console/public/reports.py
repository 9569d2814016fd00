"""Work reports (履职公示) for residents: what commissioners did, and what residents think of it."""

from __future__ import annotations

import flask

from contracts.incentives.ratings import RatingSheet
from gateway.console import api, forms, pages, rating
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public import places
from vocabulary.permissions import Action

_PUBLIC = "/api/v1/public/work-reports"


@page("/communities/<code>/work-reports", may=Action.ANYONE, title=_("履职公示"), nav="home")
def work_reports(code: str) -> Shown:
    """The published reports of a community."""
    found = api.get(f"{_PUBLIC}/{code}")["items"]
    return shown("public/work_reports.html", place=places.community(code), reports=found)


@page(
    "/communities/<code>/work-reports/<quarter>",
    may=Action.ANYONE,
    title=_("履职公示"),
    nav="home",
    methods=("GET", "POST"),
)
def work_report(code: str, quarter: str) -> Shown | flask.Response:
    """One report, and below it the ratings: the sheet while it is open, then the results."""
    here = f"/communities/{code}/work-reports/{quarter}"
    tried = forms.filled(RatingSheet)
    if pages.is_sent():
        try:
            api.send("POST", f"{_PUBLIC}/{code}/{quarter}/ratings", rating.body(tried))
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(here, _("谢谢，您的评议已收到。截止后公布结果。"))
    number = flask.request.args.get("edition", "")
    below = "" if forms.number(number) is None else f"/editions/{number}"
    found = api.get(f"{_PUBLIC}/{code}/{quarter}{below}")
    pdf = f"{_PUBLIC}/{code}/{quarter}{below}.pdf"
    newest = found["editions"][0]["number"]
    takes_ratings = found["takes_ratings"] and found["number"] == newest
    results = api.get(f"{_PUBLIC}/{code}/{quarter}/ratings")
    return shown(
        "public/work_report.html",
        tried.status,
        place=places.community(code),
        report=found,
        pdf=pdf,
        is_newest=found["number"] == newest,
        ratings={one["appointment_id"]: one for one in results["items"]},
        is_over=results["is_over"],
        form=rating.sheet(RatingSheet, tried, found["items"]) if takes_ratings else None,
        rated=found["items"],
    )
