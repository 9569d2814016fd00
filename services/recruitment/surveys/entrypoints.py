"""Requests about surveys."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.surveys import (
    AnswerSurvey,
    CloseSurvey,
    CopySurvey,
    CreateSurvey,
    CrossSurvey,
    EditSurvey,
    ExportSurvey,
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
from services.recruitment.surveys import operations, queries


class SurveysEntrypoints(Service):
    """Making, answering and counting surveys."""

    create_survey = writes(CreateSurvey, operations.create)
    edit_survey = writes(EditSurvey, operations.edit)
    copy_survey = writes(CopySurvey, operations.copy)
    open_survey = writes(OpenSurvey, operations.open_)
    close_survey = writes(CloseSurvey, operations.close)
    publish_survey = writes(PublishSurvey, operations.publish)
    show_survey = reads(ShowSurvey, queries.show, "survey_id")
    list_surveys = reads(ListSurveys, queries.page)
    public_surveys = reads(PublicSurveys, queries.public_page)
    show_public_survey = reads(ShowPublicSurvey, queries.public_one, "survey_id")
    # No identity is stored with an answer, so a repeated one is refused as a duplicate.
    answer_survey = writes(AnswerSurvey, operations.answer, repeatable=False)
    record_paper_answer = writes(RecordPaperAnswer, operations.record_paper, repeatable=False)
    survey_results = reads(ShowSurveyResults, queries.results, "survey_id")
    public_survey_results = reads(ShowPublicResults, queries.public_results, "survey_id")
    cross_survey = reads(CrossSurvey, queries.crossed)
    list_survey_texts = reads(ListSurveyTexts, queries.texts)
    sort_survey_texts = writes(SortSurveyTexts, operations.sort_texts)
    export_survey = reads(ExportSurvey, queries.export)
