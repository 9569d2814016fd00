"""Surveys and answers for tests: valid by default, one keyword to change a fact."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.recruitment.surveys import (
    AnswerSurvey,
    CloseSurvey,
    CreateSurvey,
    OpenSurvey,
    Received,
    SurveyView,
)
from runtime.database import Database
from services.recruitment.surveys import operations
from tests.builders import LILIN, STAFF, done
from vocabulary.actors import Actor

QUESTIONS: list[dict[str, Any]] = [
    {
        "key": "needs",
        "type": "multiple",
        "text": "您最希望社区解决什么问题？",
        "required": True,
        "is_need": True,
        "options": [
            {"key": "dogs", "text": "犬只扰民", "need": "pet_management"},
            {"key": "fire", "text": "消防设施过期", "need": "fire_safety"},
            {"key": "other", "text": "其他"},
        ],
    },
    {
        "key": "which",
        "type": "text",
        "text": "是什么？",
        "required": True,
        "shown_if": {"question": "needs", "any_of": ["other"]},
    },
    {
        "key": "house",
        "type": "single",
        "text": "您住在哪里？",
        "options": [{"key": "old", "text": "旧楼"}, {"key": "new", "text": "新楼"}],
    },
    {"key": "score", "type": "rating", "text": "您对社区服务满意吗？"},
    {"key": "people", "type": "number", "text": "家中几口人？", "least": 1, "most": 20},
]


def a_survey(database: Database, actor: Actor = STAFF, **changed: Any) -> SurveyView:
    """A draft in 荔林."""
    usual: dict[str, Any] = {
        "community": LILIN,
        "title": "荔林社区居民需求问卷",
        "intro": "用于设岗，不记录谁答了什么。",
        "one_answer_per": "household",
        "questions": QUESTIONS,
    }
    return done(database, operations.create, actor, CreateSurvey.read(usual | changed))


def an_open_survey(database: Database, **changed: Any) -> SurveyView:
    """One that takes answers."""
    survey = a_survey(database, **changed)
    return done(database, operations.open_, STAFF, OpenSurvey.read({"survey_id": str(survey.id)}))


def closed(database: Database, survey: SurveyView) -> SurveyView:
    """The same with all its answers."""
    request = CloseSurvey.read({"survey_id": str(survey.id)})
    return done(database, operations.close, STAFF, request)


def answered(
    database: Database, survey_id: UUID, household: str | None, *needs: str, **more: Any
) -> Received:
    """A household says what it needs; `more` are answers to other questions, by their keys."""
    given = [{"question": "needs", "choices": list(needs)}]
    given += [{"question": key} | _said(value) for key, value in more.items()]
    request = AnswerSurvey.read(
        {"survey_id": str(survey_id), "household": household, "answers": given}
    )
    return done(database, operations.answer, request)


def _said(value: Any) -> dict[str, Any]:
    if isinstance(value, int):
        return {"number": value}
    return {"choices": value} if isinstance(value, list) else {"text": value}
