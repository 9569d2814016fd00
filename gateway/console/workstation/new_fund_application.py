"""An application to the support fund in steps (申请扶持资金): what, for whom and when, the costs.

What was answered so far goes along in the form; nothing is kept before the last look. The same steps
rewrite a draft and ask for a change.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import flask

from contracts.registry import Request
from contracts.volunteers.fund import (
    ChangeFundProject,
    DraftFundApplication,
    EditFundApplication,
)
from gateway.console import api, forms, money
from gateway.console.api import Refused
from gateway.console.forms import Field, Filled, Form, Option
from gateway.console.languages import _
from gateway.console.pages import Shown, page, told
from gateway.console.rights import may_somewhere
from gateway.console.ways import Step, Way
from gateway.console.workstation.fund import ALL, HERE
from vocabulary.permissions import Action

_MANY = {"limit": 200}


_STEPS = (
    Step(
        _("做什么"),
        ("post_id", "activity_id", "title", "purpose", "is_in_micro_projects"),
        _("只支持面向本社区居民的服务项目和活动；不用于个人报酬、招待、礼品。"),
    ),
    Step(_("为谁、何时"), ("for_whom", "starts_on", "ends_on")),
    Step(
        _("费用"),
        ("costs",),
        _("一行一项，以元填写。还有费用的，点“再加一项”。"),
    ),
)
_HINTS = {
    "activity_id": _("为已安排的活动申请的才选。"),
    "is_in_micro_projects": _("同一事项只支持一次；已按民生微实事申报的请不要再申请。"),
    "ends_on": _("结束后一个月内提交结算。"),
}


@page(
    f"{HERE}/new",
    may=Action.FUND_APPLY,
    title=_("申请扶持资金"),
    nav="fund",
    methods=("GET", "POST"),
)
def new_fund_application() -> Shown | flask.Response:
    """Apply for support, step by step."""
    return _Way(DraftFundApplication, "POST", ALL, None).walked()


@page(
    f"{HERE}/<uuid:project_id>/edit",
    may=Action.FUND_APPLY,
    title=_("修改申请"),
    nav="fund",
    methods=("GET", "POST"),
)
def edit_fund_application(project_id: UUID) -> Shown | flask.Response:
    """Rewrite a draft, in the same steps."""
    at = f"{ALL}/{project_id}"
    return _Way(EditFundApplication, "PUT", at, api.get(at)).walked()


@page(
    f"{HERE}/<uuid:project_id>/changes",
    may=Action.FUND_APPLY,
    title=_("申请变更用途或金额"),
    nav="fund",
    methods=("GET", "POST"),
)
def change_fund_project(project_id: UUID) -> Shown | flask.Response:
    """Ask for another purpose or amount, in the same steps."""
    at = f"{ALL}/{project_id}"
    return _Way(ChangeFundProject, "POST", f"{at}/changes", api.get(at)).walked()


class _Way(Way):
    """The way through the steps, and where its answers are sent."""

    template = "workstation/new_fund_application.html"
    steps = _STEPS

    def __init__(
        self, asked: type[Request[Any]], method: str, to: str, begun: api.Json | None
    ) -> None:
        super().__init__(asked.body(), begun)
        self._method, self._to = method, to

    def beginning(self, begun: api.Json) -> Filled:
        return forms.filled_with(self.shape, money.in_yuan(begun))

    def body(self, tried: Filled) -> dict[str, Any]:
        body: dict[str, Any] = money.in_fen(tried.body)
        return body

    def row(self, cells: Sequence[Field]) -> str:
        return "　".join(cell.value for cell in cells if cell.value)

    def made(self, tried: Filled, go: str) -> flask.Response:
        version = self.begun["version"] if self.begun else None
        one = api.send(self._method, self._to, self.body(tried), version=version)
        here = f"{HERE}/{one['id']}"
        if go == "draft":
            return told(here, _("草稿已保存，提交以前可以再改。"))
        try:
            api.send("POST", f"{ALL}/{one['id']}/submission", {}, version=one["version"])
        except Refused as refusal:
            why = refusal.problem["zh"]["detail"]
            return told(here, _("草稿已保存，但没有提交成功：%(why)s", why=why))
        return told(here, _("已提交，等待工作站初审。"))

    def names(self, at: int) -> list[str]:
        known = self.shape.schema().fields
        return [name for name in _STEPS[at].names if name in known]

    def form(self, tried: Filled, names: Sequence[str]) -> Form:
        options: dict[str, Sequence[Option]] = {}
        if "post_id" in names:
            options |= {"post_id": _posts(), "activity_id": _activities()}
        made = money.form(self.shape, tried, only=names, options=options, hints=_HINTS)
        # Without activities nobody is asked for one.
        kept = [one for one in made.fields if one.name != "activity_id" or one.options]
        return dataclasses.replace(made, fields=kept)


def _posts() -> list[Option]:
    """The posts for which the reader applies: a commissioner's own, or all of the communities."""
    asked: dict[str, Any] = dict(_MANY)
    if not may_somewhere(Action.FUND_CHECK):
        asked["commissioner"] = flask.g.actor.account
    teams = api.get("/api/v1/teams", asked)["items"]
    found = [(one["post_id"], one["name"]) for one in teams]
    if may_somewhere(Action.POST_READ):
        named = {post for post, _name in found}
        posts = api.get("/api/v1/posts", _MANY)["items"]
        found += [(one["id"], one["title"]) for one in posts if one["id"] not in named]
    return found


def _activities() -> list[Option]:
    """Activities of these teams that are planned or on."""
    asked: dict[str, Any] = _MANY | {"state": "draft,submitted,approved,published"}
    if not may_somewhere(Action.FUND_CHECK):
        asked["commissioner"] = flask.g.actor.account
    found = api.get("/api/v1/activities", asked)["items"]
    return [(one["id"], one["title"]) for one in found if one["team_id"]]
