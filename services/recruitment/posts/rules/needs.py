"""A post must trace to a need (R7): a survey's result, or a reason where there is none."""

from __future__ import annotations

from uuid import UUID

from vocabulary.problems import wrong_field


def check_need(
    *, survey: UUID | None, question: str | None, option: str | None, reason: str | None
) -> None:
    """Let a post pass whose need is named.

    Raises:
        Invalid: names the field that is missing, or too much.
    """
    if survey is None and reason is None:
        raise wrong_field(
            "need_reason",
            "need_missing",
            zh="岗位须对应居民需求：请填写问卷及题目（need_survey、need_question），或说明设岗理由。",
            en="A post traces to a need: name a survey with its question (need_survey, "
            "need_question), or give a reason.",
        )
    if survey is not None and question is None:
        raise wrong_field(
            "need_question",
            "question_missing",
            zh="请填写问卷中体现该需求的题目。",
            en="Name the question of the survey that shows the need.",
        )
    if survey is None and (question or option):
        raise wrong_field(
            "need_survey",
            "survey_missing",
            zh="填写了题目或选项，请同时填写问卷。",
            en="A question or an answer is named; name their survey as well.",
        )
