"""An application to the support fund in steps (申请扶持资金): what, for whom and when, the costs.

What was answered so far goes along in the form; nothing is kept before the last look. The same steps
rewrite a draft and ask for a change.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import flask
import marshmallow

from contracts.complaints import invalid_from
from contracts.registry import Request, Shape
from contracts.volunteers.fund import (
    ChangeFundProject,
    DraftFundApplication,
    EditFundApplication,
)
from gateway.console import api, forms, money, naming, pages
from gateway.console.api import Refused
from gateway.console.forms import Field, Filled, Form, Option
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from gateway.console.workstation.fund import ALL, HERE
from gateway.http.errors import document_of
from vocabulary.permissions import Action

_MANY = {"limit": 200}


@dataclass(frozen=True)
class Step:
    """One topic of the way."""

    label: Sentence
    names: tuple[str, ...]
    lead: Sentence | None = None


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


@dataclass(frozen=True)
class _Way:
    """The way through the steps: for what it asks, and where that is sent."""

    asked: type[Request[Any]]
    method: str
    to: str
    #: The draft that is rewritten, or the project that is changed.
    begun: api.Json | None

    @property
    def shape(self) -> type[Shape]:
        return self.asked.body()

    def walked(self) -> Shown | flask.Response:
        """The step that is due, or what came of the last one."""
        tried = forms.filled(self.shape)
        if self.begun is not None and flask.request.method != "POST":
            tried = forms.filled_with(self.shape, money.in_yuan(self.begun))
        at = min(_number("_step"), len(_STEPS))
        go = flask.request.form.get("_go", "next")
        asked = forms.number(go)
        problem: api.Json | None = None
        if pages.is_sent():
            is_back = asked is not None and asked <= at
            problem = None if is_back else self._wrong(tried, at)
            if problem is None and at == len(_STEPS) and asked is None:
                try:
                    return self._made(tried, go)
                except Refused as refusal:
                    problem = refusal.problem
                    at = _step_of(problem)
            elif problem is None:
                at = at + 1 if asked is None else min(asked, len(_STEPS))
        tried = dataclasses.replace(tried, problem=problem)
        names = self._names(at)
        return shown(
            "workstation/new_fund_application.html",
            200 if problem is None else forms.status_of(problem),
            back=f"{HERE}/{self.begun['id']}" if self.begun else HERE,
            begun=self.begun,
            is_edit=self.asked is EditFundApplication,
            steps=_STEPS,
            at=at,
            form=self._form(tried, names) if at < len(_STEPS) else Form([], problem),
            reviewed=[
                (number, step.label, list(_lines(self._form(tried, self._names(number)).fields)))
                for number, step in enumerate(_STEPS)
            ]
            if at == len(_STEPS)
            else [],
            carried=[
                (name, value)
                for name, value in tried.given.items(multi=True)
                if not name.startswith("_") and name.partition(".")[0] not in names
            ],
        )

    def _made(self, tried: Filled, go: str) -> flask.Response:
        """Keep the draft, and submit it if that is asked.

        Raises:
            Refused: with the problem document.
        """
        version = self.begun["version"] if self.begun else None
        one = api.send(self.method, self.to, money.in_fen(tried.body), version=version)
        here = f"{HERE}/{one['id']}"
        if go == "draft":
            return told(here, _("草稿已保存，提交以前可以再改。"))
        try:
            api.send("POST", f"{ALL}/{one['id']}/submission", {}, version=one["version"])
        except Refused as refusal:
            why = refusal.problem["zh"]["detail"]
            return told(here, _("草稿已保存，但没有提交成功：%(why)s", why=why))
        return told(here, _("已提交，等待工作站初审。"))

    def _wrong(self, tried: Filled, at: int) -> api.Json | None:
        """What is wrong with the answers of one step, as the interface would say it."""
        if at >= len(_STEPS):
            return None
        try:
            self.shape.schema().load(money.in_fen(tried.body))
        except marshmallow.ValidationError as complaint:
            problem = document_of(invalid_from(complaint), flask.request.environ)
            errors = [one for one in problem["errors"] if _first(one["field"]) in self._names(at)]
            return problem | {"errors": errors} if errors else None
        return None

    def _names(self, at: int) -> list[str]:
        if at >= len(_STEPS):
            return []
        known = self.shape.schema().fields
        return [name for name in _STEPS[at].names if name in known]

    def _form(self, tried: Filled, names: Sequence[str]) -> Form:
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


def _step_of(problem: api.Json) -> int:
    """The first step with a complaint; the last look where no question has one."""
    wrong = {_first(one["field"]) for one in problem.get("errors", ())}
    return next((at for at, step in enumerate(_STEPS) if wrong & {*step.names}), len(_STEPS))


def _lines(fields: Sequence[Field]) -> Iterator[tuple[str, list[str]]]:
    """What was answered, in words."""
    for one in fields:
        names = {value: str(label) for value, label in one.options}
        if one.widget == "rows":
            said = ["　".join(cell.value for cell in row if cell.value) for row in one.rows]
        elif one.widget == "check":
            said = [str(_("是") if "true" in one.values else _("否"))]
        else:
            said = [names.get(value, value) for value in one.values if value]
        yield one.label, said or [naming.NOTHING]


def _first(name: str) -> str:
    return name.partition(".")[0]


def _number(name: str) -> int:
    text = flask.request.form.get(name, "")
    return forms.number(text) or 0
