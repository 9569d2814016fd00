"""Work reports (履职公示) at the desk: writing, approving, publishing, and what residents say."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.incentives.ratings import RecordRating
from contracts.incentives.reports import (
    ApproveWorkReport,
    CorrectWorkReport,
    EditWorkReport,
    ListWorkReports,
    PublishWorkReport,
)
from contracts.incentives.words import RatedBy
from gateway.console import api, forms, naming, pages, rating
from gateway.console.api import Refused
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from gateway.console.workstation import territory
from vocabulary.permissions import Action

_ALL = "/api/v1/work-reports"
_HERE = "/desk/work-reports"
_TABS = (
    Tab("draft", _("待审定"), {"state": "draft"}),
    Tab("approved", _("待发布"), {"state": "approved"}),
    Tab("published", _("已发布"), {"state": "published"}),
)
_RATINGS_WAIT = Tab("ratings", _("评议待核"), {"ratings_wait": "true"})
_DEEDS = (
    Deed(ApproveWorkReport),
    Deed(PublishWorkReport),
    Deed(EditWorkReport, label=_("编写综述")),
    Deed(CorrectWorkReport, is_final=True),
)
#: Residents rate on the web themselves.
_WAYS = [(way.value, naming.choice(way)) for way in RatedBy if way is not RatedBy.WEB]


@page(_HERE, may=Action.WORK_REPORT_READ, title=_("履职公示"), nav="reports")
def desk_reports() -> Shown:
    """The reports of your communities, those that wait first."""
    places = territory.communities()
    found = listed(
        _ALL,
        ListWorkReports,
        tabs=(*_TABS, _RATINGS_WAIT) if may_somewhere(Action.RATING_DECIDE) else _TABS,
        filters=territory.narrowing(places),
        options={"area": places},
    )
    return shown("workstation/reports.html", found.status, listed=found)


@page(
    f"{_HERE}/<uuid:report_id>",
    may=Action.WORK_REPORT_READ,
    title=_("履职公示"),
    nav="reports",
    methods=("GET", "POST"),
)
def desk_report(report_id: UUID) -> Shown | flask.Response:
    """One report: what it says now, its editions, and what can be done."""
    at, here = f"{_ALL}/{report_id}", f"{_HERE}/{report_id}"
    known = Deeds(here, _DEEDS, {"report_id": str(report_id)})
    if done := known.sent():
        return done
    one = api.get(at)
    words, bursts = None, 0
    if one["editions"] and may_somewhere(Action.RATING_WORDS_READ):
        words = api.found(f"{at}/rating-words")
    if one["editions"] and may_somewhere(Action.RATING_DECIDE):
        found = api.found(f"{at}/rating-bursts")
        bursts = sum(each["decision"] is None for each in found["items"]) if found else 0
    return shown(
        "workstation/report.html",
        known.status,
        one=one,
        words=words,
        bursts=bursts,
        may_record=may_somewhere(Action.RATING_RECORD),
        deeds=known,
        offers=known.offered(one, begun={EditWorkReport: {"summary": one["summary"] or ""}}),
    )


@page(
    f"{_HERE}/<uuid:report_id>/ratings",
    may=Action.RATING_RECORD,
    title=_("代录评议"),
    nav="reports",
    methods=("GET", "POST"),
)
def record_rating(report_id: UUID) -> Shown | flask.Response:
    """Type in what a resident said on paper or by phone."""
    at, here = f"{_ALL}/{report_id}", f"{_HERE}/{report_id}/ratings"
    shape = RecordRating.body()
    tried = forms.filled(shape)
    if pages.is_sent():
        try:
            api.send("POST", f"{at}/ratings", rating.body(tried))
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(here, _("评议已录入。可以接着录下一份。"))
    one = api.get(at)
    return shown(
        "workstation/record_rating.html",
        tried.status,
        one=one,
        form=rating.sheet(shape, tried, one["items"], options={"way": _WAYS}),
    )
