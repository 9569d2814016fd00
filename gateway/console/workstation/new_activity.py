"""A new activity in steps (新活动): what, when, what it asks of people, costs; then a last look.

What was answered so far goes along in the form. Nothing is kept before the last step, which makes a
draft, or submits it at once.
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
from contracts.registry import Shape
from contracts.volunteers.activities import EditActivity, PlanActivity
from contracts.volunteers.words import Organiser
from gateway.console import api, forms, naming, pages
from gateway.console.api import Refused
from gateway.console.forms import Field, Filled, Form, Option
from gateway.console.languages import Sentence, _, current
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from gateway.console.workstation import territory
from gateway.console.workstation.activities import ALL, HERE, skills_of
from gateway.http.errors import document_of
from vocabulary.areas import street_of
from vocabulary.permissions import Action

_HELD_BY, _YUAN, _FOLLOWING = "held_by", "cost_yuan", "with_following"
_FEN = 100
_TEAMS_MOST = 100
_PLAN, _EDIT = PlanActivity.body(), EditActivity.body()


@dataclass(frozen=True)
class Step:
    """One topic of the way."""

    label: Sentence
    names: tuple[str, ...]
    lead: Sentence | None = None


_STEPS = (
    Step(
        _("做什么"),
        (_HELD_BY, "community", "title", "plan", "place", "category", "appeal_number", _FOLLOWING),
    ),
    Step(
        _("班次和名额"),
        ("shifts",),
        _("每个班次写开始、结束和名额。还有班次的，点“再加一项”。"),
    ),
    Step(
        _("谁可以来"),
        ("is_risky", "needs_insurance", "needs_skills", "checklist"),
        _(
            "义工、未注册的居民和团体都可以报名，未成年人须监护人同意。"
            "有风险的活动须要求保险和培训，没有的人不能确认名额，也不能签到。"
        ),
    ),
    Step(_("费用"), (_YUAN,)),
)
_LABELS = {
    "plan": _("做什么、谁来做"),
    "is_risky": _("有风险（如高处、水边、交通、重物）"),
    "needs_insurance": _("要求保险"),
    "appeal_number": _("由哪件诉求安排"),
    "starts_at": _("开始"),
    "ends_at": _("结束"),
    "places": _("名额"),
}
_HINTS = {
    "checklist": _("入户检查等专项行动才填，一行一项，如“楼道灭火器”。"),
    "appeal_number": _("由居民诉求引起的才填，如 2026-17。"),
    "category": _("不选就按团队的工作领域。"),
}


@page(
    f"{HERE}/new",
    may=Action.ACTIVITY_PLAN,
    title=_("新活动"),
    nav="activities",
    methods=("GET", "POST"),
)
def new_activity() -> Shown | flask.Response:
    """Plan an activity, step by step."""
    return _walked(_PLAN, None)


@page(
    f"{HERE}/<uuid:activity_id>/edit",
    may=Action.ACTIVITY_PLAN,
    title=_("修改活动"),
    nav="activities",
    methods=("GET", "POST"),
)
def edit_activity(activity_id: UUID) -> Shown | flask.Response:
    """Rewrite a draft, in the same steps."""
    return _walked(_EDIT, api.get(f"{ALL}/{activity_id}"))


def _walked(shape: type[Shape], draft: api.Json | None) -> Shown | flask.Response:
    """The step that is due, or what came of the last one."""
    tried = forms.filled(shape)
    if draft is not None and flask.request.method != "POST":
        tried = forms.filled_with(shape, draft)
        tried.given[_YUAN] = str(draft["cost_estimate_fen"] // _FEN)
    at = min(_number("_step", 0), len(_STEPS))
    go = flask.request.form.get("_go", "next")
    asked = forms.number(go)
    problem: api.Json | None = None
    if pages.is_sent():
        # Going back asks for nothing; going on only for what stands on the step.
        is_back = asked is not None and asked <= at
        problem = None if is_back else _wrong(shape, tried, at)
        if problem is None and go in {"draft", "submission"} and at == len(_STEPS):
            try:
                return _made(shape, tried, draft, go)
            except Refused as refusal:
                problem = refusal.problem
                at = _step_of(problem)
        elif problem is None:
            at = at + 1 if asked is None else min(asked, len(_STEPS))
    asking = _Asking(shape, dataclasses.replace(tried, problem=problem), draft)
    names = asking.names(at)
    return shown(
        "workstation/new_activity.html",
        200 if problem is None else forms.status_of(problem),
        draft=draft,
        steps=_STEPS,
        at=at,
        form=asking.form(names) if at < len(_STEPS) else Form([], problem),
        reviewed=[
            (number, step.label, list(_lines(asking.form(asking.names(number)).fields)))
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


def _made(shape: type[Shape], tried: Filled, draft: api.Json | None, go: str) -> flask.Response:
    """Keep the draft, and submit it if that is asked.

    Raises:
        Refused: with the problem document.
    """
    body = _body(shape, tried)
    if draft is None:
        one = api.send("POST", ALL, body)
    else:
        one = api.send("PUT", f"{ALL}/{draft['id']}", body)
    if go == "draft":
        return told(f"{HERE}/{one['id']}", _("草稿已保存，提交审批以前可以再改。"))
    try:
        api.send("POST", f"{ALL}/{one['id']}/submission", {}, version=one["version"])
    except Refused:
        return told(f"{HERE}/{one['id']}", _("草稿已保存，但没有提交成功，请在这里再提交。"))
    return told(f"{HERE}/{one['id']}", _("已提交，等待工作站审批。"))


def _body(shape: type[Shape], tried: Filled) -> dict[str, Any]:
    body = tried.body
    yuan = tried.given.get(_YUAN, "").strip()
    body["cost_estimate_fen"] = int(yuan) * _FEN if yuan.isascii() and yuan.isdigit() else yuan or 0
    if shape is _EDIT:
        return body
    kind, _sign, who = tried.given.get(_HELD_BY, "").partition(":")
    if kind == "team":
        body["team_id"] = who
        body.pop("community", None)
    elif kind == "organiser":
        body["organiser"] = who
    return body


def _wrong(shape: type[Shape], tried: Filled, at: int) -> api.Json | None:
    """What is wrong with the answers of one step, as the interface would say it."""
    if at >= len(_STEPS):
        return None
    try:
        shape.schema().load(_body(shape, tried))
    except marshmallow.ValidationError as complaint:
        problem = document_of(invalid_from(complaint), flask.request.environ)
        names = {"cost_estimate_fen" if name == _YUAN else name for name in _STEPS[at].names}
        errors = [_named(one) for one in problem["errors"] if _first(one["field"]) in names]
        return problem | {"errors": errors} if errors else None
    return None


def _named(wrong: api.Json) -> api.Json:
    return wrong | {"field": _YUAN} if wrong["field"] == "cost_estimate_fen" else wrong


def _step_of(problem: api.Json) -> int:
    """The first step with a complaint; the last look where no question has one."""
    wrong = {_first(one["field"]) for one in problem.get("errors", ())}
    if wrong & {"team_id", "organiser"}:
        return 0
    return next((at for at, step in enumerate(_STEPS) if wrong & {*step.names}), len(_STEPS))


@dataclass(frozen=True)
class _Asking:
    """The questions of each step."""

    shape: type[Shape]
    tried: Filled
    draft: api.Json | None

    def names(self, at: int) -> list[str]:
        """What a step asks here: a draft keeps its organiser and community.

        Of a recurring activity: whether those that follow change too.
        """
        if at >= len(_STEPS):
            return []
        known = {*self.shape.schema().fields, _YUAN}
        if self.draft is None:
            known.add(_HELD_BY)
            if len(territory.communities()) == 1:
                known.discard("community")
        if self.draft is None or self.draft["series_id"] is None:
            known.discard(_FOLLOWING)
        return [name for name in _STEPS[at].names if name in known]

    def form(self, names: Sequence[str]) -> Form:
        """The questions with these names, in their order."""
        own = {_HELD_BY: self._held_by, _YUAN: self._yuan}
        plain = [name for name in names if name not in own]
        made = forms.form(
            self.shape,
            self.tried,
            only=plain or ["title"],
            options=self._options(plain),
            labels=_LABELS,
            hints=_HINTS,
        )
        return Form(
            [own[name]() if name in own else made[name] for name in names], self.tried.problem
        )

    def _options(self, names: Sequence[str]) -> dict[str, Sequence[Option]]:
        found: dict[str, Sequence[Option]] = {}
        if "community" in names:
            found["community"] = territory.communities()
        if "needs_skills" in names and (skills := self._skills()):
            found["needs_skills"] = skills
        return found

    def _skills(self) -> list[Option]:
        places = (
            [self.draft["community"]] if self.draft else [c for c, _n in territory.communities()]
        )
        streets = {street_of(place) for place in places}
        if len(streets) != 1:
            return []
        return [
            (one["code"], one[f"name_{current()}"])
            for one in skills_of(streets.pop())
            if one["is_offered"]
        ]

    def _held_by(self) -> Field:
        options = [*_teams(), *_organisers()]
        given = self.tried.given.get(_HELD_BY, "")
        only = options[0][0] if len(options) == 1 else ""
        return Field(
            _HELD_BY,
            str(_("谁主办")),
            "radios",
            required=True,
            options=options,
            is_given=True,
            values=[given or only],
        )

    def _yuan(self) -> Field:
        errors = [str(one[current()]) for one in self._wrong_yuan()]
        return Field(
            _YUAN,
            str(_("费用预算（元）")),
            "number",
            required=True,
            hint=str(_("不花钱就填 0。")),
            least=0,
            most=1_000_000,
            values=[self.tried.given.get(_YUAN, "0")],
            errors=errors,
        )

    def _wrong_yuan(self) -> Iterator[api.Json]:
        for one in (self.tried.problem or {}).get("errors", ()):
            if one["field"] == _YUAN:
                yield one


def _teams() -> list[Option]:
    """The teams for which the reader plans."""
    asked: dict[str, Any] = {"limit": _TEAMS_MOST}
    if not may_somewhere(Action.TEAM_MANAGE) and _is_commissioner():
        asked["commissioner"] = flask.g.actor.account
    return [(f"team:{one['id']}", one["name"]) for one in api.get("/api/v1/teams", asked)["items"]]


def _organisers() -> list[Option]:
    """Organisers without a team, for those who plan for the whole community."""
    if not may_somewhere(Action.TEAM_MANAGE):
        return []
    kinds = [one for one in Organiser if one is not Organiser.TEAM]
    return [(f"organiser:{one.value}", naming.choice(one)) for one in kinds]


def _is_commissioner() -> bool:
    return may_somewhere(Action.APPEAL_ACT)


def _lines(fields: Sequence[Field]) -> Iterator[tuple[str, list[str]]]:
    """What was answered, in words."""
    for one in fields:
        names = {value: str(label) for value, label in one.options}
        if one.widget == "rows":
            said = ["，".join(_short(cell) for cell in row) for row in one.rows]
        elif one.widget == "check":
            said = [str(_("是") if "true" in one.values else _("否"))]
        else:
            said = [names.get(value, value) for value in one.values if value]
        yield one.label, said or [naming.NOTHING]


def _short(cell: Field) -> str:
    return f"{cell.label} {cell.value.replace('T', ' ') or naming.NOTHING}"


def _first(name: str) -> str:
    return name.partition(".")[0]


def _number(name: str, otherwise: int) -> int:
    text = flask.request.form.get(name, "")
    found = forms.number(text)
    return otherwise if found is None else found
