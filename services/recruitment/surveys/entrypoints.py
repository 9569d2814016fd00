"""Requests about surveys."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.surveys import (
    AnswerSurvey,
    CloseSurvey,
    CopySurvey,
    CreateSurvey,
    CrossSurvey,
    CrossTable,
    EditSurvey,
    ExportPage,
    ExportSurvey,
    ListSurveys,
    ListSurveyTexts,
    OpenSurvey,
    PublicSurvey,
    PublicSurveys,
    PublishSurvey,
    Received,
    RecordPaperAnswer,
    ShowPublicResults,
    ShowPublicSurvey,
    ShowSurvey,
    ShowSurveyResults,
    SortedTexts,
    SortSurveyTexts,
    SurveyPage,
    SurveyResults,
    SurveyView,
    TextPage,
)
from services.recruitment.surveys import operations, queries


class SurveysEntrypoints(Service):
    """Making, answering and counting surveys."""

    @rpc(CreateSurvey, writes=True)
    def create_survey(self, work: Work, request: CreateSurvey) -> SurveyView:
        return operations.create(work.session, work.actor, request)

    @rpc(EditSurvey, writes=True)
    def edit_survey(self, work: Work, request: EditSurvey) -> SurveyView:
        return operations.edit(work.session, work.actor, request)

    @rpc(CopySurvey, writes=True)
    def copy_survey(self, work: Work, request: CopySurvey) -> SurveyView:
        return operations.copy(work.session, work.actor, request)

    @rpc(OpenSurvey, writes=True)
    def open_survey(self, work: Work, request: OpenSurvey) -> SurveyView:
        return operations.open_(work.session, work.actor, request)

    @rpc(CloseSurvey, writes=True)
    def close_survey(self, work: Work, request: CloseSurvey) -> SurveyView:
        return operations.close(work.session, work.actor, request)

    @rpc(PublishSurvey, writes=True)
    def publish_survey(self, work: Work, request: PublishSurvey) -> SurveyView:
        return operations.publish(work.session, work.actor, request)

    @rpc(ShowSurvey)
    def show_survey(self, work: Work, request: ShowSurvey) -> SurveyView:
        return queries.show(work.session, work.actor, request.survey_id)

    @rpc(ListSurveys)
    def list_surveys(self, work: Work, request: ListSurveys) -> SurveyPage:
        return queries.page(work.session, work.actor, request)

    @rpc(PublicSurveys)
    def public_surveys(self, work: Work, request: PublicSurveys) -> SurveyPage:
        return queries.public_page(work.session, request)

    @rpc(ShowPublicSurvey)
    def show_public_survey(self, work: Work, request: ShowPublicSurvey) -> PublicSurvey:
        return queries.public_one(work.session, request.survey_id)

    # Nothing of an answer is kept beside it, so a repeated one is refused as doubled.
    @rpc(AnswerSurvey, writes=True, repeatable=False)
    def answer_survey(self, work: Work, request: AnswerSurvey) -> Received:
        return operations.answer(work.session, request)

    @rpc(RecordPaperAnswer, writes=True, repeatable=False)
    def record_paper_answer(self, work: Work, request: RecordPaperAnswer) -> Received:
        return operations.record_paper(work.session, work.actor, request)

    @rpc(ShowSurveyResults)
    def survey_results(self, work: Work, request: ShowSurveyResults) -> SurveyResults:
        return queries.results(work.session, work.actor, request.survey_id)

    @rpc(ShowPublicResults)
    def public_survey_results(self, work: Work, request: ShowPublicResults) -> SurveyResults:
        return queries.public_results(work.session, request.survey_id)

    @rpc(CrossSurvey)
    def cross_survey(self, work: Work, request: CrossSurvey) -> CrossTable:
        return queries.crossed(work.session, work.actor, request)

    @rpc(ListSurveyTexts)
    def list_survey_texts(self, work: Work, request: ListSurveyTexts) -> TextPage:
        return queries.texts(work.session, work.actor, request)

    @rpc(SortSurveyTexts, writes=True)
    def sort_survey_texts(self, work: Work, request: SortSurveyTexts) -> SortedTexts:
        return operations.sort_texts(work.session, work.actor, request)

    @rpc(ExportSurvey)
    def export_survey(self, work: Work, request: ExportSurvey) -> ExportPage:
        return queries.export(work.session, work.actor, request)
