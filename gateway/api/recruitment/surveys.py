"""Needs surveys: made by a community, answered without an account, read by anybody."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.recruitment.surveys import (
    AnswerSurvey,
    CloseSurvey,
    CopySurvey,
    Count,
    CreateSurvey,
    CrossFilter,
    CrossSurvey,
    CrossTable,
    EditSurvey,
    ExportFilter,
    ExportSurvey,
    ListSurveys,
    ListSurveyTexts,
    Need,
    NewSurvey,
    OpenSurvey,
    PaperSheet,
    PublicSurvey,
    PublicSurveyFilter,
    PublicSurveys,
    PublishSurvey,
    QuestionResult,
    Received,
    RecordPaperAnswer,
    Sheet,
    ShowPublicResults,
    ShowPublicSurvey,
    ShowSurvey,
    ShowSurveyResults,
    SortedTexts,
    Sorting,
    SortSurveyTexts,
    SurveyBody,
    SurveyCopy,
    SurveyFilter,
    SurveyPage,
    SurveyResults,
    SurveyStepBody,
    SurveyView,
    TextFilter,
    TextGroup,
    TextPage,
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


@routes.get(_PUBLIC, may=Action.ANYONE, filters=PublicSurveyFilter, answers=SurveyPage)
def public_surveys(filters: PublicSurveyFilter) -> SurveyPage:
    """List the surveys that can be answered, and those with published results."""
    return ask(PublicSurveys(**vars(filters)))


@routes.get(_PUBLIC_ONE, may=Action.ANYONE, answers=PublicSurvey)
def public_survey(survey_id: UUID) -> PublicSurvey:
    """Show a survey with its questions."""
    return ask(ShowPublicSurvey(survey_id=survey_id))


@routes.post(f"{_PUBLIC_ONE}/answers", may=Action.ANYONE, takes=Sheet, answers=Received)
def answer_survey(body: Sheet, survey_id: UUID) -> Received:
    """Answer a survey, once per household or phone; who said what is not kept.

    A repeated request is refused as doubled, also with the same Idempotency-Key:
    to know the key again, something of the answer would have to be kept.
    """
    return ask(AnswerSurvey(survey_id=survey_id, **vars(body)))


@routes.get(f"{_PUBLIC_ONE}/results", may=Action.ANYONE, answers=SurveyResults)
def public_results(survey_id: UUID) -> SurveyResults:
    """Show the published results of a survey."""
    return ask(ShowPublicResults(survey_id=survey_id))


@routes.get(_ALL, may=Action.SURVEY_READ, filters=SurveyFilter, answers=SurveyPage)
def surveys(filters: SurveyFilter) -> SurveyPage:
    """List the surveys that the caller may see, newest first."""
    return ask(ListSurveys(**vars(filters)))


@routes.post(_ALL, may=Action.SURVEY_MANAGE, takes=NewSurvey, answers=SurveyView)
def create_survey(body: NewSurvey) -> SurveyView:
    """Write down a survey as a draft."""
    return ask(CreateSurvey(**vars(body)))


@routes.get(_ONE, may=Action.SURVEY_READ, answers=SurveyView)
def survey(survey_id: UUID) -> SurveyView:
    """Show one survey with its history."""
    return ask(ShowSurvey(survey_id=survey_id))


@routes.put(_ONE, may=Action.SURVEY_MANAGE, takes=SurveyBody, answers=SurveyView)
def edit_survey(body: SurveyBody, survey_id: UUID) -> SurveyView:
    """Write a draft anew; once it is open, its questions stay."""
    return ask(EditSurvey(survey_id=survey_id, **vars(body)))


@routes.post(f"{_ONE}/copies", may=Action.SURVEY_MANAGE, takes=SurveyCopy, answers=SurveyView)
def copy_survey(body: SurveyCopy, survey_id: UUID) -> SurveyView:
    """Copy a survey as a new draft, for the same community or another one."""
    return ask(CopySurvey(survey_id=survey_id, **vars(body)))


@routes.post(f"{_ONE}/opening", may=Action.SURVEY_MANAGE, takes=SurveyStepBody, answers=SurveyView)
def open_survey(body: SurveyStepBody, survey_id: UUID) -> SurveyView:
    """Let residents answer."""
    return ask(OpenSurvey(survey_id=survey_id, **vars(body)))


@routes.post(f"{_ONE}/closing", may=Action.SURVEY_MANAGE, takes=SurveyStepBody, answers=SurveyView)
def close_survey(body: SurveyStepBody, survey_id: UUID) -> SurveyView:
    """Take no more answers, and forget the marks of who has answered."""
    return ask(CloseSurvey(survey_id=survey_id, **vars(body)))


@routes.post(
    f"{_ONE}/publication", may=Action.SURVEY_MANAGE, takes=SurveyStepBody, answers=SurveyView
)
def publish_survey(body: SurveyStepBody, survey_id: UUID) -> SurveyView:
    """Publish the results as they stand now."""
    return ask(PublishSurvey(survey_id=survey_id, **vars(body)))


@routes.post(f"{_ONE}/paper-answers", may=Action.SURVEY_RECORD, takes=PaperSheet, answers=Received)
def record_paper_answer(body: PaperSheet, survey_id: UUID) -> Received:
    """Record an answer that came on paper, with the day on it."""
    return ask(RecordPaperAnswer(survey_id=survey_id, **vars(body)))


@routes.get(f"{_ONE}/results", may=Action.SURVEY_READ, answers=SurveyResults)
def survey_results(survey_id: UUID) -> SurveyResults:
    """Count the answers as they stand now, and rank the needs."""
    return ask(ShowSurveyResults(survey_id=survey_id))


@routes.get(f"{_ONE}/cross-table", may=Action.SURVEY_READ, filters=CrossFilter, answers=CrossTable)
def cross_table(filters: CrossFilter, survey_id: UUID) -> CrossTable:
    """Cross two questions; small numbers are hidden."""
    return ask(CrossSurvey(survey_id=survey_id, **vars(filters)))


@routes.get(f"{_ONE}/texts", may=Action.SURVEY_MANAGE, filters=TextFilter, answers=TextPage)
def survey_texts(filters: TextFilter, survey_id: UUID) -> TextPage:
    """List the free texts; personal numbers in them are hidden."""
    return ask(ListSurveyTexts(survey_id=survey_id, **vars(filters)))


@routes.post(f"{_ONE}/texts/sorting", may=Action.SURVEY_MANAGE, takes=Sorting, answers=SortedTexts)
def sort_texts(body: Sorting, survey_id: UUID) -> SortedTexts:
    """Say for which fields of work free texts speak."""
    return ask(SortSurveyTexts(survey_id=survey_id, **vars(body)))


@routes.table_out(
    f"{_ONE}/export",
    may=Action.SURVEY_MANAGE,
    filters=ExportFilter,
    description="The answers, the results and the ranking of needs.",
)
def export_survey(filters: ExportFilter, survey_id: UUID) -> flask.Response:  # noqa: ARG001 - it is empty
    """Fetch the answers as a workbook, in an order that tells nothing."""
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
        # A thousand sheets take a second, and nobody else should wait for it.
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
