"""Check-in by the people who come (扫码签到): a personal code and the code of the day."""

from __future__ import annotations

import flask

from contracts.volunteers.check_in_codes import CheckInByCode
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from vocabulary.permissions import Action


@page(
    "/check-in",
    may=Action.ANYONE,
    title=_("活动签到"),
    nav="follow",
    methods=("GET", "POST"),
)
def check_oneself_in() -> Shown:
    """Enter your own code and the six digits; the picture that the leader shows fills them in."""
    tried = forms.filled(CheckInByCode)
    there: api.Json | None = None
    if pages.is_sent():
        code = flask.request.form.get("code", "").strip().replace("/", "") or "-"
        body = {"check_in_code": flask.request.form.get("check_in_code", "").strip()}
        try:
            there = api.send("POST", f"/api/v1/public/check-ins/{code}", body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
    form = forms.form(
        CheckInByCode,
        tried,
        labels={"code": _("您的查询码"), "check_in_code": _("今天的签到码")},
        hints={
            "code": _("报名或注册时回执上的码，如 7H2K-9MTV-3QXD-A0WE。"),
            "check_in_code": _("带队人出示的六位数字。"),
        },
    )
    return shown("public/checking_in.html", tried.status, form=form, there=there)
