"""Surveys."""

from __future__ import annotations

from contracts.recruitment.surveys import (
    AnswerSurvey,
    CloseSurvey,
    CopySurvey,
    CreateSurvey,
    CrossSurvey,
    EditSurvey,
    ListSurveys,
    ListSurveyTexts,
    OpenSurvey,
    PublicSurveys,
    PublishSurvey,
    RecordPaperAnswer,
    ShowPublicResults,
    ShowPublicSurvey,
    ShowSurvey,
    ShowSurveyResults,
    SortSurveyTexts,
)
from tests.gateway.actors import COMMISSIONER, STAFF
from tests.gateway.cases.case import Case

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_ALL = "/api/v1/surveys"
_RULE, _ONE = f"{_ALL}/{{survey_id}}", f"{_ALL}/{_ID}"
_PUBLIC = "/api/v1/public/surveys"
_PUBLIC_RULE, _PUBLIC_ONE = f"{_PUBLIC}/{{survey_id}}", f"{_PUBLIC}/{_ID}"
_SURVEY = {
    "title": "需求问卷",
    "intro": "用于设岗。",
    "one_answer_per": "household",
    "questions": [{"key": "wish", "type": "text", "text": "您有什么建议？"}],
}
_SHEET = {"household": "3栋501", "answers": [{"question": "wish", "text": "多装路灯"}]}
_SORTING = {"items": [{"text_id": _ID, "category": "environment"}]}


def _step(name: str, becomes: type[OpenSurvey | CloseSurvey | PublishSurvey]) -> Case:
    return Case("POST", f"{_ONE}/{name}", f"{_RULE}/{name}", STAFF, becomes, {})


CASES = [
    Case("GET", _PUBLIC, _PUBLIC, None, PublicSurveys, {}),
    Case("GET", _PUBLIC_ONE, _PUBLIC_RULE, None, ShowPublicSurvey, {}),
    Case(
        "POST",
        f"{_PUBLIC_ONE}/answers",
        f"{_PUBLIC_RULE}/answers",
        None,
        AnswerSurvey,
        _SHEET,
        key_scope=f"{_ID}:",
    ),
    Case("GET", f"{_PUBLIC_ONE}/results", f"{_PUBLIC_RULE}/results", None, ShowPublicResults, {}),
    Case("GET", _ALL, _ALL, COMMISSIONER, ListSurveys, {}),
    Case("POST", _ALL, _ALL, STAFF, CreateSurvey, _SURVEY | {"community": "440305007003"}),
    Case("GET", _ONE, _RULE, COMMISSIONER, ShowSurvey, {}),
    Case("PUT", _ONE, _RULE, STAFF, EditSurvey, _SURVEY),
    Case("POST", f"{_ONE}/copies", f"{_RULE}/copies", STAFF, CopySurvey, {}),
    _step("opening", OpenSurvey),
    _step("closing", CloseSurvey),
    _step("publication", PublishSurvey),
    Case(
        "POST",
        f"{_ONE}/paper-answers",
        f"{_RULE}/paper-answers",
        STAFF,
        RecordPaperAnswer,
        _SHEET | {"answered_on": "2013-05-04"},
    ),
    Case("GET", f"{_ONE}/results", f"{_RULE}/results", COMMISSIONER, ShowSurveyResults, {}),
    Case(
        "GET",
        f"{_ONE}/cross-table?rows=a&columns=b",
        f"{_RULE}/cross-table",
        COMMISSIONER,
        CrossSurvey,
        {},
    ),
    Case("GET", f"{_ONE}/texts", f"{_RULE}/texts", STAFF, ListSurveyTexts, {}),
    Case(
        "POST", f"{_ONE}/texts/sorting", f"{_RULE}/texts/sorting", STAFF, SortSurveyTexts, _SORTING
    ),
]
