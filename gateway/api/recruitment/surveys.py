"""Needs surveys: made by a community, answered without an account, read by anyone."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.recruitment.surveys import (
    AnswerSurvey,
    CloseSurvey,
    CopySurvey,
    Count,
    CreateSurvey,
    CrossSurvey,
    EditSurvey,
    ExportFilter,
    ExportSurvey,
    ListSurveys,
    ListSurveyTexts,
    Need,
    OpenSurvey,
    PublicSurveys,
    PublishSurvey,
    QuestionResult,
    RecordPaperAnswer,
    ShowPublicResults,
    ShowPublicSurvey,
    ShowSurvey,
    ShowSurveyResults,
    SortSurveyTexts,
    SurveyResults,
    TextGroup,
)
from contracts.recruitment.words import QuestionType
from contracts.words import headings, value_name
from gateway.files import spreadsheets
from gateway.files.spreadsheets import Cell
from gateway.http.routes import ask, dependencies
from gateway.http.table_routes import TableRoutes
from vocabulary.permissions import Action

routes = TableRoutes("surveys", "需求问卷 · Needs surveys")

_ALL = "/api/v1/surveys"
_ONE = f"{_ALL}/<uuid:survey_id>"
_PUBLIC = "/api/v1/public/surveys"
_NUMERIC = frozenset({QuestionType.NUMBER, QuestionType.RATING})
_PUBLIC_ONE = f"{_PUBLIC}/<uuid:survey_id>"


routes.asks("GET", _PUBLIC, PublicSurveys, may=Action.ANYONE)
routes.asks("GET", _PUBLIC_ONE, ShowPublicSurvey, may=Action.ANYONE)
routes.asks("POST", f"{_PUBLIC_ONE}/answers", AnswerSurvey, may=Action.ANYONE)
routes.asks("GET", f"{_PUBLIC_ONE}/results", ShowPublicResults, may=Action.ANYONE)
routes.asks("GET", _ALL, ListSurveys, may=Action.SURVEY_READ)
routes.asks("POST", _ALL, CreateSurvey, may=Action.SURVEY_MANAGE, creates="/api/v1/surveys/{id}")
routes.asks("GET", _ONE, ShowSurvey, may=Action.SURVEY_READ)
routes.asks("PUT", _ONE, EditSurvey, may=Action.SURVEY_MANAGE)
routes.asks(
    "POST", f"{_ONE}/copies", CopySurvey, may=Action.SURVEY_MANAGE, creates="/api/v1/surveys/{id}"
)
routes.asks("POST", f"{_ONE}/opening", OpenSurvey, may=Action.SURVEY_MANAGE)
routes.asks("POST", f"{_ONE}/closing", CloseSurvey, may=Action.SURVEY_MANAGE)
routes.asks("POST", f"{_ONE}/publication", PublishSurvey, may=Action.SURVEY_MANAGE)
routes.asks("POST", f"{_ONE}/paper-answers", RecordPaperAnswer, may=Action.SURVEY_RECORD)
routes.asks("GET", f"{_ONE}/results", ShowSurveyResults, may=Action.SURVEY_READ)
routes.asks("GET", f"{_ONE}/cross-table", CrossSurvey, may=Action.SURVEY_READ)
routes.asks("GET", f"{_ONE}/texts", ListSurveyTexts, may=Action.SURVEY_MANAGE)
routes.asks("POST", f"{_ONE}/texts/sorting", SortSurveyTexts, may=Action.SURVEY_MANAGE)


@routes.table_out(
    f"{_ONE}/export",
    may=Action.SURVEY_MANAGE,
    filters=ExportFilter,
    description="The answers, the results and the ranking of needs.",
)
def export_survey(filters: ExportFilter, survey_id: UUID) -> flask.Response:  # noqa: ARG001 - it is empty
    """Fetch the answers as a workbook; their order reveals nothing."""
    results = ask(ShowSurveyResults(survey_id=survey_id))
    page = ask(ExportSurvey(survey_id=survey_id))
    headings, rows = page.headings, page.rows
    while page.after is not None:
        page = ask(ExportSurvey(survey_id=survey_id, after=page.after))
        rows += page.rows
    sheets: dict[str, list[list[Cell]]] = {
        "答卷 Answers": [[*headings], *_answers(rows, results)],
        "结果 Results": _lines(results),
        "需求 Needs": _needs(results),
    }
    return flask.Response(
        # A thousand sheets take a second, and others should not wait for it.
        dependencies().aside(lambda: spreadsheets.workbook_of(sheets)),
        content_type=spreadsheets.WORKBOOK_TYPE,
        headers={"Content-Disposition": 'attachment; filename="survey.xlsx"'},
    )


def _answers(rows: list[list[str]], results: SurveyResults) -> list[list[Cell]]:
    """The day and the way, then the answer to each question: a number where one was asked for."""
    numeric = [False, False, *(one.type in _NUMERIC for one in results.questions)]
    return [
        [
            int(text) if is_number and text.isdecimal() else text
            for text, is_number in zip(row, numeric, strict=True)
        ]
        for row in rows
    ]


def _lines(results: SurveyResults) -> list[list[Cell]]:
    columns = [
        *headings(Need, "question", "option"),
        *headings(Count, "count", "of", "percent"),
        *headings(QuestionResult, "mean"),
    ]
    found: list[list[Cell]] = [[*columns]]
    for question in results.questions:
        found.append([question.text, "", None, question.answered, None, question.mean])
        found += [["", one.text, one.count, one.of, one.percent, None] for one in question.counts]
        found += [["", _field_of_work(one), one.count, None, None, None] for one in question.groups]
    return found


def _field_of_work(group: TextGroup) -> str:
    return value_name(group.category).both if group.category else ""


def _needs(results: SurveyResults) -> list[list[Cell]]:
    columns = ("rank", "category_zh", "category_en", "count", "of", "percent")
    rows: list[list[Cell]] = [
        [need.rank, need.category_zh, need.category_en, need.count, need.of, need.percent]
        for need in results.needs
    ]
    return [[*headings(Need, *columns)], *rows]
