"""The questions of a draft (编题): one page for each; keys are made here, and nobody types them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from uuid import UUID

import flask

from contracts.recruitment.surveys import Question
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.forms import Field, Filled
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.workstation.surveys import answers_to, plain
from vocabulary.permissions import Action

_ALL = "/api/v1/surveys"
_HERE = "/desk/surveys"
_CHOICES = ("single", "multiple")
_AFTER = "after"
_LABELS = {
    "text": _("文字"),
    "required": _("必须回答"),
    "is_need": _("问的是需求：选项列入需求排序"),
    "need": _("对应哪类岗位"),
    "least": _("数字最小"),
    "most": _("数字最大"),
}
_HINTS = {
    "options": _("单选、多选才填。需要更多时按“再加一项”。"),
    "least": _("问数字才填。"),
    "most": _("问数字才填。"),
}


@page(
    f"{_HERE}/<uuid:survey_id>/questions/<int:at>",
    may=Action.SURVEY_MANAGE,
    title=_("编题"),
    nav="posts",
    methods=("GET", "POST"),
)
def survey_question(survey_id: UUID, at: int) -> Shown | flask.Response:
    """One question of a draft, or one more behind the last."""
    one = api.get(f"{_ALL}/{survey_id}")
    questions = plain(one["questions"])
    if at > len(questions):
        flask.abort(404)
    tried = forms.filled(Question)
    if pages.is_sent():
        try:
            changed = _changed(questions, at, flask.request.form.get("_do", ""), tried)
            api.send("PUT", f"{_ALL}/{survey_id}", _body(one) | {"questions": changed})
        except Refused as refusal:
            tried = tried.refused(_here(refusal.problem, at))
        else:
            return told(f"{_HERE}/{survey_id}", _("题目已保存。"))
    elif flask.request.method == "GET" and at < len(questions):
        tried = forms.filled_with(Question, questions[at])
    return shown(
        "workstation/survey_question.html",
        tried.status,
        one=one,
        number=at + 1,
        form=_form(tried, one["questions"][:at], questions[at] if at < len(questions) else None),
    )


def _changed(questions: Sequence[api.Json], at: int, do: str, tried: Filled) -> list[api.Json]:
    rest = [*questions[:at], *questions[at + 1 :]]
    match do:
        case "remove":
            return rest
        case "up":
            return [*rest[: max(0, at - 1)], questions[at], *rest[max(0, at - 1) :]]
        case _:
            made = _written(tried, {each["key"] for each in rest})
            return [*rest[:at], made, *rest[at:]]


def _written(tried: Filled, taken: set[str]) -> api.Json:
    made = tried.body | {"key": tried.body.get("key") or _free("q", taken)}
    if made.get("type") in _CHOICES:
        used = {option["key"] for option in made.get("options", ()) if "key" in option}
        for option in made.get("options", ()):
            option.setdefault("key", _free("o", used))
            used.add(option["key"])
    else:
        made.pop("options", None)
        made["is_need"] = False
    return made | _condition(tried)


def _condition(tried: Filled) -> api.Json:
    chosen = [one.partition("=") for one in tried.given.getlist(_AFTER)]
    if not chosen:
        return {}
    return {
        "shown_if": {"question": chosen[0][0], "any_of": [answer for _key, _is, answer in chosen]}
    }


def _free(letter: str, taken: set[str]) -> str:
    return next(key for n in range(1, len(taken) + 2) if (key := f"{letter}{n}") not in taken)


def _body(one: api.Json) -> api.Json:
    return {name: one[name] for name in ("title", "intro", "one_answer_per")}


def _here(problem: api.Json, at: int) -> api.Json:
    """The complaints about this question, under the names that its form has."""
    prefix = f"questions.{at}."
    errors = [
        wrong | {"field": wrong["field"].removeprefix(prefix)}
        for wrong in problem.get("errors", ())
    ]
    return problem | {"errors": errors}


def _form(tried: Filled, before: Sequence[api.Json], one: api.Json | None) -> forms.Form:
    made = forms.form(Question, tried, without=("shown_if",), labels=_LABELS, hints=_HINTS)
    asked = [forms.unseen(field, ("key",)) for field in made.fields]
    choices = [
        (f"{each['key']}={key}", f"{number}. {each['text']}：{text}")
        for number, each in enumerate(before, start=1)
        for key, text in answers_to(each)
    ]
    if choices:
        asked.append(
            Field(
                name=_AFTER,
                label=str(_("只在前面这样回答时才问")),
                widget="checks",
                hint=str(_("不选就是都问。只能选同一道题的回答。")),
                options=choices,
                values=_chosen(tried, one),
            )
        )
    return dataclasses.replace(made, fields=asked)


def _chosen(tried: Filled, one: api.Json | None) -> list[str]:
    if flask.request.method == "POST":
        return tried.given.getlist(_AFTER)
    condition = (one or {}).get("shown_if")
    return [f"{condition['question']}={key}" for key in condition["any_of"]] if condition else []
