"""A post must trace to a need (R7): a survey's result, or a reason where there is none."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.recruitment.posts.rules.built_in import OF_CATEGORY
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
            zh="岗位须对应居民需求：请填写需求问卷及题目，或说明设岗理由。",
            en="A post must trace to a need: name a survey with its question (need_survey, "
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
            en="A question or an answer is given without its survey; name the survey as well.",
        )


#: Why a need becomes no post.
LEFT_OUT = {
    "post_exists": (
        "社区已有该类别的岗位。",
        "The community has a post for it already.",
    ),
    "no_template": (
        "该类别没有现成的岗位模板，请手工设岗。",
        "There is no template for such a post; write it down by hand.",
    ),
    "no_place": (
        "岗位已达上限：请先撤销不再需要的岗位，或请街道办批准增设。",
        "No place is left under the cap: close a post, or ask the street office for an override.",
    ),
}


def why_left_out(category: str, *, there: Collection[str], made: int, free: int) -> str | None:
    """The reason why a need gets no post; None: it gets one."""
    if category in there:
        return "post_exists"
    if category not in OF_CATEGORY:
        return "no_template"
    return "no_place" if made >= free else None
