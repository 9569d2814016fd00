from __future__ import annotations

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from contracts import registry
from contracts.appeals.intake import SubmitAppeal
from contracts.examples import example_of
from contracts.recruitment.surveys import Sheet
from contracts.registry import Shape
from gateway.app import openapi_document
from gateway.console import forms
from gateway.console.forms import Filled


def _bodies() -> list[type[Shape]]:
    """Every shape that a route takes as its body."""
    registry.load_all()
    taken = {
        content["schema"]["$ref"].rpartition("/")[2]
        for path in openapi_document()["paths"].values()
        for method, operation in path.items()
        if method != "parameters"
        for kind, content in operation.get("requestBody", {}).get("content", {}).items()
        if kind == "application/json"
    }
    found = sorted(
        {one for one in _below(Shape) if one.__name__ in taken}, key=lambda one: one.__qualname__
    )
    # Of a request the body alone is sent, which is a shape of the same name.
    named = {f"{one.__module__}.{one.__name__}": one for one in found}
    return [named[name] for name in sorted(named)]


def _below(shape: type[Shape]) -> list[type[Shape]]:
    return [found for child in shape.__subclasses__() for found in (child, *_below(child))]


@pytest.mark.parametrize("shape", _bodies(), ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_a_form_gives_back_what_it_shows(shape: type[Shape]) -> None:
    """Every body that the interface takes can be filled in, sent and read as it was."""
    example = _given(example_of(shape))

    shown = forms.filled_with(shape, example)

    assert _given(forms.read(shape, shown.given)) == example


def _given(value: Any) -> Any:
    """Without what is left out anyway: nothing, and lists of nothing."""
    if isinstance(value, dict):
        kept = {name: _given(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, [], {})}
    return [_given(one) for one in value] if isinstance(value, list) else value


def test_an_empty_answer_is_left_out_and_an_unticked_box_is_not() -> None:
    given = MultiDict({"text": "  ", "notify.asked": "1"})

    assert forms.read(SubmitAppeal, given) == {"notify": False}


def test_another_row_is_asked_for_without_a_script() -> None:
    given = MultiDict({"answers.0.question": "q1", "_more": "answers"})

    [answers] = forms.form(Sheet, Filled(Sheet, given), only=("answers",)).fields

    assert [row[0].name for row in answers.rows] == ["answers.0.question", "answers.1.question"]


def test_a_complaint_stands_beside_its_question_and_in_the_summary() -> None:
    sentence = {"code": "required", "zh": "必须填写。", "en": "Must be given."}
    problem = {
        "status": 422,
        "zh": {"title": "内容不符合要求", "detail": ""},
        "errors": [{"field": "text", **sentence}, {"field": "elsewhere", **sentence}],
    }

    form = forms.form(SubmitAppeal, Filled(SubmitAppeal, MultiDict(), problem))

    assert form["text"].errors == ["必须填写。"]
    assert form.complaints == [("text", f"{form['text'].label}：必须填写。")]
    assert form.others == ["必须填写。"]


def test_what_does_not_fit_is_shown_again_as_it_was_typed() -> None:
    given = MultiDict({"text": "<b>灯</b>坏了", "contact_phone": "不知道"})

    form = forms.form(SubmitAppeal, Filled(SubmitAppeal, given))

    assert form["text"].value == "<b>灯</b>坏了"
    assert forms.read(SubmitAppeal, given)["contact_phone"] == "不知道"
