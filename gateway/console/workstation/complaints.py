"""Complaints (投诉) at the desk: what waits, one of them, and writing one down for a resident."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.incentives.complaints import (
    AbstainFromComplaint,
    AnswerComplaint,
    ComplainantDisclosedAnswer,
    DiscloseComplainant,
    ExamineComplaint,
    ExtendComplaint,
    HearSide,
    ListComplaints,
    RecordComplaint,
    RecordedComplaint,
    ReviewComplaint,
)
from contracts.incentives.words import ComplaintWay
from gateway.console import api, forms, naming, pages, things
from gateway.console.api import Refused
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import Sentence, _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import in_office, territory
from vocabulary.permissions import Action

_ALL = "/api/v1/complaints"
_HERE = "/desk/complaints"
_ABOUT = "appointment_id"
_TABS = (
    Tab("received", _("核实中"), {"state": "received"}),
    Tab("examined", _("待答复"), {"state": "examined"}),
    Tab("in_review", _("复核中"), {"state": "in_review"}),
    Tab("over", _("已答复、已办结"), {"state": "answered,reviewed,closed"}),
)
_HINTS = {
    "measures": _("查实的至少选一项；查无实据的不选。解聘在“专员聘任”里按程序办理。"),
    "answer": _("投诉人会看到。写明事实和理由，不要写投诉人和其他居民的姓名、电话。"),
}
#: Residents complain on the web themselves.
_WAYS = [(way.value, naming.choice(way)) for way in ComplaintWay if way is not ComplaintWay.WEB]


def _deeds(back: str) -> tuple[Deed, ...]:
    return (
        Deed(AnswerComplaint, hints=_HINTS, leads="" if back == _HERE else back),
        Deed(ReviewComplaint),
        Deed(ExamineComplaint, label=_("登记我的核实")),
        Deed(HearSide, label=_("登记一方说法")),
        Deed(DiscloseComplainant, tells=ComplainantDisclosedAnswer),
        Deed(ExtendComplaint),
        Deed(AbstainFromComplaint, label=_("我要回避"), is_final=True, leads=back),
    )


@page(_HERE, may=Action.COMPLAINT_READ, title=_("投诉"), nav="reports")
def desk_complaints() -> Shown:
    """The complaints of your communities, those that wait first."""
    places = territory.communities()
    found = listed(
        _ALL,
        ListComplaints,
        tabs=_TABS,
        filters=territory.narrowing(places),
        options={"area": places},
    )
    return shown(
        "workstation/complaints.html",
        found.status,
        listed=found,
        may_record=may_somewhere(Action.COMPLAINT_RECORD),
    )


@page(
    f"{_HERE}/<uuid:complaint_id>",
    may=Action.COMPLAINT_READ,
    title=_("投诉"),
    nav="reports",
    methods=("GET", "POST"),
)
def desk_complaint(complaint_id: UUID) -> Shown | flask.Response:
    """One complaint: what it says, what both sides said, and what is to be done."""
    return one_of(complaint_id, _HERE, (_HERE, _("投诉")))


def one_of(complaint_id: UUID, here: str, back: tuple[str, Sentence]) -> Shown | flask.Response:
    """The same below `here`; what ends the reader's part leads back."""
    known = Deeds(f"{here}/{complaint_id}", _deeds(back[0]), {"complaint_id": str(complaint_id)})
    if done := known.sent():
        return done
    one = api.get(f"{_ALL}/{complaint_id}")
    return shown(
        "workstation/complaint.html",
        known.status,
        one=one,
        back=back,
        deeds=known,
        offers=known.offered(one),
    )


@page(
    f"{_HERE}/new",
    may=Action.COMPLAINT_RECORD,
    title=_("登记投诉"),
    nav="reports",
    methods=("GET", "POST"),
)
def record_complaint() -> Shown | flask.Response:
    """Write down what somebody said on paper, by phone or in person; the code is for them."""
    shape = RecordComplaint.body()
    tried = forms.filled(shape)
    people = in_office.commissioners(territory.communities())
    about, kept = tried.given.get(_ABOUT, ""), None
    is_missing = pages.is_sent() and about not in dict(people)
    if pages.is_sent() and not is_missing:
        try:
            kept = api.send("POST", f"/api/v1/commissioners/{about}/complaints", tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
    return shown(
        "workstation/record_complaint.html",
        422 if is_missing else tried.status,
        kept=things.lines(RecordedComplaint, kept) if kept else [],
        recorded=kept,
        people=people,
        about=about,
        is_missing=is_missing,
        form=forms.form(shape, tried, options={"way": _WAYS}),
    )
