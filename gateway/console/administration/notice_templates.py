"""The words of notices (通知模板): what counts in an area, tried with examples, then kept."""

from __future__ import annotations

import flask

from contracts.gateway.notice_templates import PutNoticeTemplate
from gateway.console import api, forms, pages
from gateway.console.administration import places
from gateway.console.api import Json, Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action

_ALL, _HERE = "/api/v1/notice-templates", "/desk/notice-templates"
_HINTS = {
    "title": _("花括号里的内容由系统填，不要改括号里的字。"),
    "short": _("短信按字数计费，写短些。"),
}


@page(_HERE, may=Action.NOTICE_TEMPLATE_MANAGE, title=_("通知模板"), nav="administration")
def notice_templates() -> Shown:
    """Every kind of notice in the words of one area."""
    areas = places.offered()
    asked = flask.request.args.get("area", "")
    area = asked if asked in dict(areas) else areas[0][0]
    found = api.get(_ALL, {"area": area})["items"]
    kinds: dict[str, list[Json]] = {}
    for one in found:
        kinds.setdefault(one["kind"], []).append(one)
    return shown(
        "administration/notice_templates.html", areas=areas, area=area, kinds=list(kinds.values())
    )


@page(
    f"{_HERE}/<area>/<kind>/<wording>",
    may=Action.NOTICE_TEMPLATE_MANAGE,
    title=_("通知模板"),
    nav="administration",
    methods=("GET", "POST"),
)
def notice_template(area: str, kind: str, wording: str) -> Shown | flask.Response:
    """One notice in one language: its words, what stands for what, and how it reads."""
    at, shape = f"{_ALL}/{area}/{kind}/{wording}", PutNoticeTemplate.body()
    one = api.get(at)
    tried = forms.filled(shape) if pages.is_sent() else forms.filled_with(shape, one)
    preview: Json | None = None
    if pages.is_sent():
        is_tried = flask.request.form.get("_go") == "preview"
        try:
            if is_tried:
                preview = _tried(area, kind, wording, tried.body)
            else:
                api.send("PUT", at, tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            if not is_tried:
                return told(f"{_HERE}?area={area}", _("已保存，以后的通知用新的文字。"))
    return shown(
        "administration/notice_template.html",
        tried.status,
        one=one,
        preview=preview,
        form=forms.form(shape, tried, hints=_HINTS),
    )


@page(
    f"{_HERE}/<area>/<kind>/<wording>/removal",
    may=Action.NOTICE_TEMPLATE_MANAGE,
    title=_("恢复原文"),
    nav="administration",
    methods=("POST",),
)
def reset_notice_template(area: str, kind: str, wording: str) -> flask.Response:
    """Take an area's own words away; those above it count again."""
    api.send("DELETE", f"{_ALL}/{area}/{kind}/{wording}")
    return told(f"{_HERE}/{area}/{kind}/{wording}", _("已恢复原来的文字。"))


def _tried(area: str, kind: str, wording: str, words: Json) -> Json:
    asked = {**words, "area": area, "language": wording}
    return api.tried(f"{_ALL}/{kind}/preview", asked)
