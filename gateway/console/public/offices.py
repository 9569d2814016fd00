"""Commissioners in office, candidates, and residents' objections."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.recruitment.public_notice import ObjectionBody
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public import places
from vocabulary.permissions import Action

_PUBLIC = "/api/v1/public"


@page(
    "/communities/<code>/commissioners",
    may=Action.ANYONE,
    title=_("认识专员"),
    nav="commissioners",
)
def commissioners_of_community(code: str) -> Shown:
    """All commissioners in office, with their promises."""
    return shown(
        "public/commissioners.html",
        place=places.community(code),
        commissioners=api.get(f"{_PUBLIC}/communities/{code}/commissioners")["items"],
        handbook=api.found(f"{_PUBLIC}/handbooks/{code}"),
    )


@page("/communities/<code>/notices", may=Action.ANYONE, title=_("聘任公示"), nav="notices")
def notices_of_community(code: str) -> Shown:
    """The candidates in public notice (公示) today."""
    found = api.get(f"{_PUBLIC}/communities/{code}/notices")["items"]
    return shown("public/notices.html", place=places.community(code), notices=found)


@page(
    "/communities/<code>/notices/<uuid:notice_id>",
    may=Action.ANYONE,
    title=_("提出异议"),
    nav="notices",
    methods=("GET", "POST"),
)
def notice(code: str, notice_id: UUID) -> Shown | flask.Response:
    """Object to a candidate (提出异议)."""
    tried = forms.filled(ObjectionBody)
    if pages.is_sent():
        try:
            made = api.send("POST", f"{_PUBLIC}/notices/{notice_id}/objections", tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(f"/objections/{made['code']}", _("已收到您的意见，党委会书面答复。"))
    found = api.get(f"{_PUBLIC}/communities/{code}/notices")["items"]
    one = next((one for one in found if one["id"] == str(notice_id)), None)
    labels = {"text": _("您的意见"), "contact": _("怎么联系您")}
    hints = {
        "text": _("请写明事实，便于核实。被公示的人看不到是谁提的。"),
        "contact": _("可以不留。加密保存，只有党委说明原因后才能看到。"),
    }
    form = forms.form(ObjectionBody, tried, labels=labels, hints=hints)
    return shown(
        "public/notice.html",
        tried.status if one else 404,
        place=places.community(code),
        one=one,
        form=form,
    )


@page("/objections/<code>", may=Action.ANYONE, title=_("我提的异议"), nav="follow")
def objection(code: str) -> Shown:
    """The receipt of an objection, its answer, and who saw its contact."""
    at = f"{_PUBLIC}/objections/{code}"
    return shown(
        "public/objection.html",
        one=api.get(at),
        disclosures=api.get(f"{at}/disclosures")["items"],
    )
