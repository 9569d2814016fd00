from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.recruitment.words import AnswerPer, SurveyState
from services.recruitment.surveys.rules import answers, counting, form, marks
from services.recruitment.surveys.rules.answers import Given
from services.recruitment.surveys.rules.states import TABLE, Deed
from tests.builders import field_of, refused
from tests.services.recruitment.surveys.builders import QUESTIONS

_FORM = form.read(QUESTIONS)
_FEW = st.integers(0, 9)


def _checked(*given_: Given) -> list[tuple[str, str]]:
    problem = refused(answers.check, _FORM, given_)
    assert all(error.zh and error.en for error in problem.fields)
    return [(error.field, error.code) for error in problem.fields]


@given(st.lists(st.sampled_from(list(Deed)), max_size=12))
def test_once_open_no_road_leads_to_an_edit(deeds: list[Deed]) -> None:
    """R6: what was asked stays what was asked."""
    state, was_open = SurveyState.DRAFT, False
    for deed in deeds:
        after = TABLE.deeds[deed].moves.get(state)
        assert not (was_open and deed is Deed.EDIT and after)
        state = after or state
        was_open = was_open or state is SurveyState.OPEN


def test_a_good_sheet_passes() -> None:
    answers.check(
        _FORM,
        [
            Given("needs", choices=("dogs", "other")),
            Given("which", text="路灯太暗"),
            Given("house", choices=("old",)),
            Given("score", number=5),
            Given("people", number=3),
        ],
    )


@pytest.mark.parametrize(
    ("given_", "complaint"),
    [
        (Given("house", choices=("old", "new")), ("answers.house", "more_than_one")),
        (Given("house", choices=("tent",)), ("answers.house", "unknown_option")),
        (Given("house", text="旧楼"), ("answers.house", "wrong_kind")),
        (Given("house", choices=("old",), number=1), ("answers.house", "wrong_kind")),
        (Given("house", choices=()), ("answers.house", "wrong_kind")),
        (Given("score", number=6), ("answers.score", "out_of_range")),
        (Given("score", number=0), ("answers.score", "out_of_range")),
        (Given("people", number=21), ("answers.people", "out_of_range")),
        (Given("which", text="路灯"), ("answers.which", "not_asked")),
        (Given("nothing", text="?"), ("answers.nothing", "unknown_question")),
        (Given("needs", choices=("fire",)), ("answers.needs", "answered_twice")),
    ],
)
def test_each_wrong_answer_is_named(given_: Given, complaint: tuple[str, str]) -> None:
    assert _checked(Given("needs", choices=("dogs",)), given_) == [complaint]


def test_what_is_required_is_so_only_where_it_is_shown() -> None:
    assert _checked(Given("score", number=3)) == [("answers.needs", "required")]
    assert _checked(Given("needs", choices=("other",))) == [("answers.which", "required")]
    answers.check(_FORM, [Given("needs", choices=("dogs",))])


def test_all_wrong_answers_are_named_at_once() -> None:
    found = _checked(Given("score", number=9), Given("people", number=0))

    assert [field for field, _ in found] == ["answers.needs", "answers.score", "answers.people"]


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"key": "needs"}, ("questions.5.key", "doubled")),
        ({"type": "single"}, ("questions.5.options", "too_few")),
        ({"options": [{"key": "a", "text": "甲"}]}, ("questions.5.options", "not_a_choice")),
        ({"least": 1}, ("questions.5.least", "not_a_number")),
        ({"type": "number", "least": 3, "most": 1}, ("questions.5.most", "below_least")),
        (
            {"shown_if": {"question": "later", "any_of": ["a"]}},
            ("questions.5.shown_if", "not_earlier"),
        ),
        (
            {"shown_if": {"question": "new", "any_of": ["a"]}},
            ("questions.5.shown_if", "not_earlier"),
        ),
        (
            {"shown_if": {"question": "score", "any_of": ["6"]}},
            ("questions.5.shown_if", "no_such_answer"),
        ),
        ({"is_need": True}, ("questions.5.is_need", "no_needs")),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(
    changed: dict[str, Any], complaint: tuple[str, str]
) -> None:
    question = {"key": "new", "type": "text", "text": "？"} | changed

    assert field_of(refused(form.check, form.read([*QUESTIONS, question]))) == complaint


@given(st.lists(st.lists(_FEW, min_size=4, max_size=4), min_size=3, max_size=3))
def test_no_hidden_cell_follows_from_its_row_or_column(numbers: list[list[int]]) -> None:
    rows, columns = ["a", "b", "c"], ["1", "2", "3", "4"]
    cells = {
        (row, column): numbers[i][j]
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
    }

    secret = counting.hidden(cells, rows, columns)

    assert {place for place, count in cells.items() if 0 < count < counting.FEWEST} <= secret
    for row in rows:
        assert sum((row, column) in secret for column in columns) != 1
    for column in columns:
        assert sum((row, column) in secret for row in rows) != 1


def test_large_cells_are_told() -> None:
    cells = {("a", "1"): 3, ("a", "2"): 40, ("b", "1"): 0, ("b", "2"): 7}

    assert counting.hidden(cells, ["a", "b"], ["1", "2"]) == set()


def test_equals_have_the_same_rank() -> None:
    assert counting.ranked({"a": 2, "b": 5, "c": 2, "d": 1}) == [
        (1, "b"),
        (2, "a"),
        (2, "c"),
        (4, "d"),
    ]


def test_a_phone_is_read_alike_however_it_is_written() -> None:
    one = marks.reading(AnswerPer.PHONE, household=None, phone="138-0013 8000")

    assert one == marks.reading(AnswerPer.PHONE, household="x", phone="+86 13800138000")


@pytest.mark.parametrize(
    ("per", "household", "phone", "complaint"),
    [
        (AnswerPer.HOUSEHOLD, None, "13800138000", ("household", "missing")),
        (AnswerPer.HOUSEHOLD, " -- ", None, ("household", "missing")),
        (AnswerPer.PHONE, "3栋", None, ("phone", "missing")),
    ],
)
def test_without_what_it_counts_by_no_answer_is_taken(
    per: AnswerPer, household: str | None, phone: str | None, complaint: tuple[str, str]
) -> None:
    def make() -> None:
        marks.reading(per, household=household, phone=phone)

    assert field_of(refused(make)) == complaint
