"""Answering a questionnaire, step by step, and reading its results.

A step holds the questions that do not depend on one another; the answers decide which come next.
They travel in the form, and nothing is stored before the last step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import flask

from contracts.recruitment.surveys import Sheet
from gateway.console import api, charts, forms, pages
from gateway.console.api import Refused
from gateway.console.forms import Field, Given
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action
from vocabulary.whole_numbers import whole_number

_SURVEYS = "/api/v1/public/surveys"
_TEXT_LONGEST = 1000
_WIDGETS = {
    "single": "radios",
    "rating": "radios",
    "multiple": "checks",
    "number": "number",
    "text": "textarea",
}
_SCORES = [("5", "5"), ("4", "4"), ("3", "3"), ("2", "2"), ("1", "1")]
#: Which questions were shown already.
_SEEN = "_seen"

Question = Mapping[str, Any]


@page(
    "/surveys/<uuid:survey_id>",
    may=Action.ANYONE,
    title=_("居民问卷"),
    nav="home",
    methods=("GET", "POST"),
)
def survey(survey_id: UUID) -> Shown | flask.Response:
    """Answer a questionnaire (居民需求问卷)."""
    found = api.get(f"{_SURVEYS}/{survey_id}")
    flask.g.community = found["community"]
    given = flask.request.form
    if found["state"] != "open" or not pages.is_sent():
        return _step(found, given, set()) if found["state"] == "open" else _closed(found)
    seen = set(given.getlist(_SEEN))
    asked = _next(found["questions"], given, seen)
    missing = {one["key"] for one in asked if one["required"] and not answered(one, given)}
    if "_back" in given:
        return _step(found, given, set())
    if missing:
        return _step(found, given, seen, missing)
    seen |= {one["key"] for one in asked}
    if "_send" not in given:
        return _step(found, given, seen)
    tried = forms.filled(Sheet)
    shown_ones = [one for one in found["questions"] if applies(one, given)]
    answers = [answer for one in shown_ones if (answer := answered(one, given))]
    try:
        api.send("POST", f"{_SURVEYS}/{survey_id}/answers", tried.body | {"answers": answers})
    except Refused as refusal:
        return _step(found, given, seen, problem=refusal.problem)
    return told(f"/communities/{found['community']}", _("谢谢您的意见，已收到。"))


@page("/surveys/<uuid:survey_id>/results", may=Action.ANYONE, title=_("问卷结果"), nav="home")
def survey_results(survey_id: UUID) -> Shown:
    """The residents' answers, where they are published."""
    found = api.get(f"{_SURVEYS}/{survey_id}/results")
    return shown("public/survey_results.html", results=found, bars=charts.of_question)


def _closed(found: api.Json) -> Shown:
    return shown("public/survey_closed.html", survey=found)


def _step(
    found: api.Json,
    given: Given,
    seen: set[str],
    missing: set[str] | None = None,
    problem: api.Json | None = None,
) -> Shown:
    asked = _next(found["questions"], given, seen)
    questions = [asked_as(one, given, is_missing=one["key"] in (missing or ())) for one in asked]
    wanted = ["household"] if found["one_answer_per"] == "household" else ["phone"]
    tried = forms.Filled(Sheet, given, problem)
    hints = {name: _("一户或一个号码答一次。只用来防止重复，不会保存。") for name in wanted}
    return shown(
        "public/survey.html",
        200 if problem is None else forms.status_of(problem),
        survey=found,
        questions=questions,
        missing=missing or set(),
        seen=sorted(seen),
        kept=[
            (name, value)
            for name, value in given.items(multi=True)
            if name.startswith("q.") and name[2:] in seen
        ],
        review=[
            (one["text"], _told(one, given))
            for one in found["questions"]
            if one["key"] in seen and applies(one, given)
        ],
        form=forms.form(Sheet, tried, only=wanted, hints=hints),
    )


def _next(questions: list[Question], given: Given, seen: set[str]) -> list[Question]:
    """The questions that can be asked now: shown, new, and hanging on none of this step."""
    found: list[Question] = []
    for one in questions:
        if one["key"] in seen:
            continue
        condition = one["shown_if"]
        if condition and condition["question"] in {asked["key"] for asked in found}:
            break
        if applies(one, given):
            found.append(one)
    return found


def applies(one: Question, given: Given) -> bool:
    """Whether a question is asked, after these answers."""
    condition = one["shown_if"]
    return condition is None or bool(
        set(given.getlist(f"q.{condition['question']}")) & set(condition["any_of"])
    )


def answered(one: Question, given: Given) -> api.Json | None:
    """What a form says to one question, as the interface takes it; None: nothing."""
    typed = [value.strip() for value in given.getlist(f"q.{one['key']}") if value.strip()]
    if not typed:
        return None
    match one["type"]:
        case "single" | "multiple":
            return {"question": one["key"], "choices": typed}
        case "rating" | "number":
            number = whole_number(typed[0])
            return {"question": one["key"], "number": typed[0] if number is None else number}
        case _:
            return {"question": one["key"], "text": typed[0].replace("\r\n", "\n")}


def asked_as(one: Question, given: Given, *, is_missing: bool) -> Field:
    """One question as a form asks it."""
    options = [(option["key"], option["text"]) for option in one["options"] or ()]
    return Field(
        name=f"q.{one['key']}",
        label=one["text"],
        widget=_WIDGETS[one["type"]],
        required=one["required"],
        longest=_TEXT_LONGEST if one["type"] == "text" else None,
        least=one["least"],
        most=one["most"],
        options=_SCORES if one["type"] == "rating" else options,
        values=given.getlist(f"q.{one['key']}"),
        errors=[str(_("请回答这一题。"))] if is_missing else (),
    )


def _told(one: Question, given: Given) -> str:
    texts = {option["key"]: option["text"] for option in one["options"] or ()}
    return "、".join(_texts(given.getlist(f"q.{one['key']}"), texts)) or "—"


def _texts(values: list[str], texts: Mapping[str, str]) -> Iterator[str]:
    return (texts.get(value, value) for value in values if value.strip())
