"""A new activity in steps (新活动): what, when, what it asks of people, costs; then a last look.

What was answered so far goes along in the form. Nothing is kept before the last step, which makes a
draft, or submits it at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import flask

from contracts.volunteers.activities import EditActivity, PlanActivity
from contracts.volunteers.words import Organiser
from gateway.console import api, forms, naming
from gateway.console.api import Refused
from gateway.console.forms import Field, Filled, Form, Option
from gateway.console.languages import _, current
from gateway.console.pages import Shown, page, told
from gateway.console.rights import may_somewhere
from gateway.console.ways import Step, Way
from gateway.console.workstation import territory
from gateway.console.workstation.activities import ALL, HERE, skills_of
from vocabulary.areas import street_of
from vocabulary.permissions import Action
from vocabulary.whole_numbers import whole_number

_HELD_BY, _YUAN, _FOLLOWING = "held_by", "cost_yuan", "with_following"
_FEN = 100
#: As yuan, so many digits are a number of fen within `DIGITS_MOST`.
_YUAN_DIGITS = 16
_TEAMS_MOST = 100
_PLAN, _EDIT = PlanActivity.body(), EditActivity.body()


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
    "ends_at": _("结束时间"),
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
    return _Way(_PLAN, None).walked()


@page(
    f"{HERE}/<uuid:activity_id>/edit",
    may=Action.ACTIVITY_PLAN,
    title=_("修改活动"),
    nav="activities",
    methods=("GET", "POST"),
)
def edit_activity(activity_id: UUID) -> Shown | flask.Response:
    """Rewrite a draft, in the same steps."""
    return _Way(_EDIT, api.get(f"{ALL}/{activity_id}")).walked()


class _Way(Way):
    """The way through the steps of an activity."""

    template = "workstation/new_activity.html"
    steps = _STEPS

    def beginning(self, begun: api.Json) -> Filled:
        tried = forms.filled_with(self.shape, begun)
        tried.given[_YUAN] = str(begun["cost_estimate_fen"] // _FEN)
        return tried

    def made(self, tried: Filled, go: str) -> flask.Response:
        body = self.body(tried)
        if self.begun is None:
            one = api.send("POST", ALL, body)
        else:
            one = api.send("PUT", f"{ALL}/{self.begun['id']}", body)
        if go == "draft":
            return told(f"{HERE}/{one['id']}", _("草稿已保存，提交审批以前可以再改。"))
        try:
            api.send("POST", f"{ALL}/{one['id']}/submission", {}, version=one["version"])
        except Refused:
            return told(f"{HERE}/{one['id']}", _("草稿已保存，但没有提交成功，请在这里再提交。"))
        return told(f"{HERE}/{one['id']}", _("已提交，等待工作站审批。"))

    def body(self, tried: Filled) -> dict[str, Any]:
        body = tried.body
        yuan = tried.given.get(_YUAN, "").strip()
        found = whole_number(yuan, _YUAN_DIGITS)
        body["cost_estimate_fen"] = (yuan or 0) if found is None else found * _FEN
        if self.shape is _EDIT:
            return body
        kind, _sign, who = tried.given.get(_HELD_BY, "").partition(":")
        if kind == "team":
            body["team_id"] = who
            body.pop("community", None)
        elif kind == "organiser":
            body["organiser"] = who
        return body

    def asked_as(self, field: str) -> str:
        return _YUAN if field == "cost_estimate_fen" else field

    def step_of(self, problem: api.Json) -> int:
        wrong = {one["field"] for one in problem.get("errors", ())}
        return 0 if wrong & {"team_id", "organiser"} else super().step_of(problem)

    def names(self, at: int) -> list[str]:
        """What a step asks here: a draft keeps its organiser and community.

        Of a recurring activity: whether those that follow change too.
        """
        known = {*self.shape.schema().fields, _YUAN}
        if self.begun is None:
            known.add(_HELD_BY)
            if len(territory.communities()) == 1:
                known.discard("community")
        if self.begun is None or self.begun["series_id"] is None:
            known.discard(_FOLLOWING)
        return [name for name in _STEPS[at].names if name in known]

    def form(self, tried: Filled, names: Sequence[str]) -> Form:
        """The questions with these names, in their order."""
        own = {_HELD_BY: _held_by, _YUAN: _yuan}
        plain = [name for name in names if name not in own]
        made = forms.form(
            self.shape,
            tried,
            only=plain or ["title"],
            options=self._options(plain),
            labels=_LABELS,
            hints=_HINTS,
        )
        return Form(
            [own[name](tried) if name in own else made[name] for name in names], tried.problem
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
            [self.begun["community"]] if self.begun else [c for c, _n in territory.communities()]
        )
        streets = {street_of(place) for place in places}
        if len(streets) != 1:
            return []
        return [
            (one["code"], one[f"name_{current()}"])
            for one in skills_of(streets.pop())
            if one["is_offered"]
        ]

    def row(self, cells: Sequence[Field]) -> str:
        return "，".join(_short(cell) for cell in cells)


def _held_by(tried: Filled) -> Field:
    options = [*_teams(), *_organisers()]
    given = tried.given.get(_HELD_BY, "")
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


def _yuan(tried: Filled) -> Field:
    errors = [str(one[current()]) for one in _wrong_yuan(tried)]
    return Field(
        _YUAN,
        str(_("费用预算（元）")),
        "number",
        required=True,
        hint=str(_("不花钱就填 0。")),
        least=0,
        most=1_000_000,
        values=[tried.given.get(_YUAN, "0")],
        errors=errors,
    )


def _wrong_yuan(tried: Filled) -> Iterator[api.Json]:
    for one in (tried.problem or {}).get("errors", ()):
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


def _short(cell: Field) -> str:
    return f"{cell.label} {cell.value.replace('T', ' ') or naming.NOTHING}"
