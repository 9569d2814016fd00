"""The examples of the interface pass the rules by which their bodies are judged."""

from __future__ import annotations

from contracts.examples import example_of
from contracts.recruitment.posts import PostBody
from contracts.recruitment.proposing import Proposal
from contracts.recruitment.screening import SetScreeningPlan
from contracts.recruitment.surveys import RecordPaperAnswer, Sheet, SurveyBody
from contracts.recruitment.words import Kind
from services.recruitment.posts.rules import needs
from services.recruitment.proposing import rules as proposing_rules
from services.recruitment.screening import rules as screening
from services.recruitment.surveys.rules import answers, form


def test_the_survey_can_be_asked_and_the_sheets_answer_it() -> None:
    """A choice had no options, and its sheets no answer."""
    questions = form.read(example_of(SurveyBody)["questions"])

    form.check(questions)
    for sheet in (Sheet, RecordPaperAnswer):
        replies = sheet.read(example_of(sheet)).answers
        answers.check(
            questions, [answers.Given(one.question, tuple(one.choices or ())) for one in replies]
        )


def test_the_post_traces_to_a_need() -> None:
    """It named a question without the survey that asks it."""
    body = PostBody.read(example_of(PostBody))

    needs.check_need(
        survey=body.need_survey,
        question=body.need_question,
        option=body.need_option,
        reason=body.need_reason,
    )


def test_the_person_who_is_proposed_is_of_one_kind() -> None:
    """A leader of a group had a position at the workstation."""
    body = Proposal.read(example_of(Proposal))
    is_interim = body.kind is Kind.INTERIM

    proposing_rules.check_interim(
        is_interim=is_interim, position=body.position, is_applicant=body.application_id is not None
    )
    proposing_rules.check_lives_here(
        is_interim=is_interim, lives_in_community=body.lives_in_community
    )


def test_the_plan_of_screening_names_everything_once() -> None:
    body = SetScreeningPlan.read(example_of(SetScreeningPlan))

    screening.check_keys([stage.key for stage in body.stages], field="stages")
    screening.check_keys([criterion.key for criterion in body.criteria], field="criteria")
