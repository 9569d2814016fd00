"""Surveys at the desk: drafting, editing questions, paper answers, results."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar, cast

import pytest

from contracts.recruitment.posts import LeftOut, PostView, ProposalReport, ProposePosts
from contracts.recruitment.surveys import (
    Cell,
    Condition,
    Count,
    CreateSurvey,
    CrossSurvey,
    CrossTable,
    EditSurvey,
    Need,
    Option,
    Question,
    QuestionResult,
    RecordPaperAnswer,
    ShowSurvey,
    ShowSurveyResults,
    SortSurveyTexts,
    SurveyResults,
    SurveyView,
)
from contracts.recruitment.words import AnswerPer, PostCategory, QuestionType, SurveyState
from contracts.registry import Answer, Request
from tests.gateway.answers import everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.problems import wrong_field

A = TypeVar("A", bound=Answer)

_HERE = "/desk/surveys/01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_DOG = Question(
    key="has_dog",
    type=QuestionType.SINGLE,
    text="您家养狗吗？",
    required=True,
    options=[Option(key="yes", text="养"), Option(key="no", text="不养")],
)
_WALKS = Question(
    key="walks",
    type=QuestionType.NUMBER,
    text="每天遛几次？",
    least=0,
    most=9,
    shown_if=Condition(question="has_dog", any_of=["yes"]),
)


@pytest.fixture
def house(quick_house: House) -> House:
    """A house in which there is a draft of two questions."""
    quick_house.gateway.services.answers.update(everything())
    _survey(quick_house, "edit", "opening", "copies")
    return quick_house


@pytest.fixture
def clerk(house: House) -> Visitor:
    """Somebody of the workstation, at the desk."""
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(house.person("clerk", Role.WORKSTATION_STAFF))
    return visitor


def _survey(house: House, *possible: str, state: SurveyState = SurveyState.DRAFT) -> None:
    view = _some(
        SurveyView,
        questions=[_DOG, _WALKS],
        possible=list(possible),
        state=state,
        one_answer_per=AnswerPer.HOUSEHOLD,
        version=4,
    )
    house.gateway.services.answers[ShowSurvey] = view


def _some(kind: type[A], **changes: Any) -> A:
    found: Any = an_answer(kind)
    return cast("A", dataclasses.replace(found, **changes))


def _asked(house: House, kind: type[Request[Any]]) -> Any:
    [found] = [one for one in house.gateway.services.asked if type(one.request) is kind]
    return found.request


def test_a_new_survey_begins_with_the_question_about_needs(house: House, clerk: Visitor) -> None:
    page = clerk.opens("/desk/surveys/new")

    typed = {"community": DENGLIANG, "title": "需求问卷", "intro": "确定岗位。"}
    clerk.sends(page, typed, one_answer_per="household", needs=["fire_safety", "environment"])

    [question] = _asked(house, CreateSurvey).questions
    assert question.is_need
    assert [(one.text, one.need) for one in question.options or []] == [
        ("消防安全", PostCategory.FIRE_SAFETY),
        ("环境卫生", PostCategory.ENVIRONMENT),
    ]


def test_nobody_types_a_key(house: House, clerk: Visitor) -> None:
    page = clerk.opens(f"{_HERE}/questions/2")
    assert "key" not in page.form().names
    typed = {
        "type": "single",
        "text": "狗大吗？",
        "options.0.text": "大",
        "options.1.text": "小",
        "after": ["has_dog=yes"],
    }

    done = clerk.sends(page, typed)

    assert done.status == 303, done.words
    sent = _asked(house, EditSurvey)
    assert sent.expected_version == 4
    new = sent.questions[2]
    assert new.key == "q1"
    assert [one.key for one in new.options] == ["o1", "o2"]
    assert (new.shown_if.question, new.shown_if.any_of) == ("has_dog", ["yes"])
    assert [one.key for one in sent.questions[:2]] == ["has_dog", "walks"]


def test_an_edited_question_keeps_its_keys_and_its_condition(house: House, clerk: Visitor) -> None:
    page = clerk.opens(f"{_HERE}/questions/1")

    clerk.sends(page, text="一天遛几次狗？")

    changed = _asked(house, EditSurvey).questions[1]
    assert (changed.key, changed.text, changed.most) == ("walks", "一天遛几次狗？", 9)
    assert changed.shown_if == _WALKS.shown_if


def test_one_more_option_is_asked_for_without_sending(house: House, clerk: Visitor) -> None:
    page = clerk.opens(f"{_HERE}/questions/0")

    more = clerk.sends(page, _more="options")

    assert more.status == 200
    assert {"options.0.text", "options.1.text", "options.2.text"} <= set(more.form().names)
    assert not [one for one in house.gateway.services.asked if type(one.request) is EditSurvey]


@pytest.mark.parametrize(("do", "keys"), [("remove", ["has_dog"]), ("up", ["walks", "has_dog"])])
def test_questions_are_moved_and_removed(
    house: House, clerk: Visitor, do: str, keys: list[str]
) -> None:
    page = clerk.opens(_HERE)

    clerk.sends(page, action=f"{_HERE}/questions/1", _do=do)

    assert [one.key for one in _asked(house, EditSurvey).questions] == keys


def test_what_is_wrong_with_a_question_stands_beside_it(house: House, clerk: Visitor) -> None:
    problem = wrong_field("questions.1.text", "too_short", zh="太短。", en="Too short.")
    house.gateway.services.answers[EditSurvey] = problem
    page = clerk.opens(f"{_HERE}/questions/1")

    refused = clerk.sends(page, text="遛狗？")

    assert refused.status == 422
    assert refused.words.count("太短。") == 2, refused.words
    assert refused.form().fields["text"] == "遛狗？"


def test_a_paper_sheet_sends_what_was_asked_alone(house: House, clerk: Visitor) -> None:
    _survey(house, "paper-answers", state=SurveyState.OPEN)
    page = clerk.opens(f"{_HERE}/paper")

    typed = {"q.has_dog": "no", "q.walks": "3", "household": "3栋501"}
    done = clerk.sends(page, typed, answered_on="2013-05-04")

    sent = _asked(house, RecordPaperAnswer)
    assert [(one.question, one.choices) for one in sent.answers] == [("has_dog", ["no"])]
    assert done.leads_to == f"{_HERE}/paper?answered_on=2013-05-04"
    assert clerk.follows(done).form().fields["answered_on"] == "2013-05-04"


def test_results_are_bars_with_their_words_and_a_table(house: House, clerk: Visitor) -> None:
    _survey(house, state=SurveyState.CLOSED)
    need = _some(Need, category=PostCategory.FIRE_SAFETY, category_zh="消防安全", percent=62.5)
    count = _some(Count, text="养", count=5, of=8, percent=62.5)
    result = _some(QuestionResult, text="您家养狗吗？", counts=[count], groups=[])
    results = _some(SurveyResults, needs=[need], questions=[result], sheets=8)
    report = ProposalReport(
        check=False,
        posts=[_some(PostView)],
        left_out=[LeftOut(category=PostCategory.OTHER, code="a", zh="没有模板。", en="None.")],
    )
    house.gateway.services.answers |= {ShowSurveyResults: results, ProposePosts: report}

    page = clerk.opens(f"{_HERE}/results")

    assert page.answer.text.count("<svg") == 2
    assert "5（62.5%）" in page.words
    assert page.answer.text.count("<table") == 2
    done = clerk.sends(page, deed="propose_posts")
    assert _asked(house, ProposePosts).most == 5
    assert done.leads_to == "/desk/posts?tab=draft"
    assert "已拟设 1 个岗位；1 类需求没有设：没有模板。" in clerk.follows(done).words


def test_no_posts_are_proposed_while_answers_come(house: House, clerk: Visitor) -> None:
    _survey(house, state=SurveyState.OPEN)

    page = clerk.opens(f"{_HERE}/results")

    assert not [one for one in page.forms if "_deed" in one.names]


def test_two_questions_are_crossed_and_small_numbers_stay_hidden(
    house: House, clerk: Visitor
) -> None:
    other = dataclasses.replace(_DOG, key="has_cat", text="您家养猫吗？")
    view = _some(SurveyView, questions=[_DOG, other])
    cells = [
        Cell(row="yes", column="yes", count=7),
        Cell(row="yes", column="no", count=None),
    ]
    table = CrossTable(rows="has_dog", columns="has_cat", both=9, hidden_below=3, cells=cells)
    house.gateway.services.answers |= {ShowSurvey: view, CrossSurvey: table}

    page = clerk.opens(f"{_HERE}/cross?rows=has_dog&columns=has_cat")

    assert "您家养狗吗？ × 您家养猫吗？" in page.words
    assert "少于 3 人的格子不显示" in page.words
    assert "养 7 —" in page.words


def test_only_texts_with_a_category_are_sorted(house: House, clerk: Visitor) -> None:
    page = clerk.opens(f"{_HERE}/texts")

    clerk.sends(page, {"items.0.category": "environment"})

    [item] = _asked(house, SortSurveyTexts).items
    assert item.category is PostCategory.ENVIRONMENT
