"""Complaints (投诉) by residents: about a commissioner, followed with a code, reviewed once."""

from __future__ import annotations

import flask

from contracts.incentives.complaints import AskForReview, ComplaintBody
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public import places
from vocabulary.permissions import Action

_PUBLIC = "/api/v1/public"
_ABOUT = "appointment_id"


@page(
    "/communities/<code>/complaints/new",
    may=Action.ANYONE,
    title=_("投诉专员"),
    nav="home",
    methods=("GET", "POST"),
)
def new_complaint(code: str) -> Shown | flask.Response:
    """Say about whom, and what happened; the receipt is the page of the complaint."""
    tried = forms.filled(ComplaintBody)
    about = tried.given.get(_ABOUT, "")
    people = api.get(f"{_PUBLIC}/communities/{code}/commissioners")["items"]
    is_known = about in {one[_ABOUT] for one in people}
    if pages.is_sent() and is_known:
        try:
            made = api.send("POST", f"{_PUBLIC}/commissioners/{about}/complaints", tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(f"/complaints/{made['code']}", _("投诉已收到。请记下查询码。"))
    is_missing = pages.is_sent() and not is_known
    return shown(
        "public/new_complaint.html",
        422 if is_missing else tried.status,
        place=places.community(code),
        people=people,
        about=about,
        is_missing=is_missing,
        form=forms.form(
            ComplaintBody,
            tried,
            labels={"text": _("发生了什么"), "contact": _("怎么联系您")},
            hints={
                "text": _("什么时候、什么地方、什么事。被投诉的人看不到是谁写的。"),
                "contact": _("可以不留。加密保存，被投诉的人看不到；办理的人说明原因后才能看到。"),
            },
        ),
    )


@page(
    "/complaints/<code>",
    may=Action.ANYONE,
    title=_("我的投诉"),
    nav="follow",
    methods=("GET", "POST"),
)
def complaint(code: str) -> Shown | flask.Response:
    """Where it stands, the answer, and what the complainant can still do."""
    at, here = f"{_PUBLIC}/complaints/{code}", f"/complaints/{code}"
    shape = AskForReview.body()
    tried = forms.filled(shape)
    deed = flask.request.form.get("_deed") if pages.is_sent() else None
    try:
        if deed == "review":
            api.send("POST", f"{at}/review-request", tried.body)
            return told(here, _("已转街道办复核。"))
        if deed == "contact":
            api.send("POST", f"{at}/contact-erasure", {})
            return told(here, _("联系方式已删除。"))
    except Refused as refusal:
        tried = tried.refused(refusal.problem)
    return shown(
        "public/complaint.html",
        tried.status,
        one=api.get(at),
        form=forms.form(shape, tried, labels={"review_wish": _("您为什么不满意")}),
    )
