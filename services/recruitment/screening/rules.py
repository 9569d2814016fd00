"""How applications are compared: only by points on named criteria.

    total   = sum(weight x mean points of the criterion) / sum(weights)
    rank    = 1 + how many for the same post have a higher total; equals share one

The input is points only, never facts about a person (R2). Sums use whole numbers and fractions, so
the order in which assessors score does not matter.

Stages are taken in order, each with a decision and its reason. An applicant who fails a stage is
unsuccessful; one who passes every stage may be selected.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from contracts.recruitment.words import StageKind
from vocabulary.problems import Forbidden, WrongState, wrong_field
from vocabulary.texts import quoted

K = TypeVar("K")

#: Our proposal, where a street has set nothing: R13's stages, R1's four tests as criteria.
STAGES: Mapping[StageKind, str] = {
    StageKind.CHECK: "资格审查",
    StageKind.INTERVIEW: "面谈",
    StageKind.OPINION: "居民意见",
    StageKind.RANKING: "排序，提请社区综合党委研究",
}
CRITERIA: Sequence[tuple[str, str, int]] = (
    ("ability", "履职能力", 30),
    ("trust", "群众基础", 30),
    ("public_spirit", "热心公益", 25),
    ("time", "时间保障", 15),
)


@dataclass(frozen=True)
class Score:
    """The points of one assessor for one criterion."""

    assessor: str
    criterion: str
    points: int


@dataclass(frozen=True)
class Mean:
    """The result for one criterion."""

    mean: Fraction | None
    spread: int | None
    assessors: int


@dataclass(frozen=True)
class Result:
    """The result for one application; no total unless every criterion has points."""

    total: Fraction | None
    spread: Fraction | None
    assessors: int
    criteria: Mapping[str, Mean]


def result_of(weights: Mapping[str, int], scores: Iterable[Score]) -> Result:
    """The result of one application, from the points alone."""
    given = list(scores)
    criteria = {
        name: _mean(one.points for one in given if one.criterion == name) for name in weights
    }
    assessors = {one.assessor for one in given}
    wholes = [
        total
        for assessor in assessors
        if (total := _weighted(weights, _points_of(assessor, given))) is not None
    ]
    means = {name: mean.mean for name, mean in criteria.items() if mean.mean is not None}
    return Result(
        total=_weighted(weights, means),
        spread=max(wholes) - min(wholes) if wholes else None,
        assessors=len(assessors),
        criteria=criteria,
    )


def ranks(totals: Mapping[K, Fraction | None]) -> dict[K, int | None]:
    """The place of each; none for what has no total."""
    known = [total for total in totals.values() if total is not None]
    return {
        key: None if total is None else 1 + sum(other > total for other in known)
        for key, total in totals.items()
    }


def check_keys(keys: Sequence[str], *, field: str) -> None:
    """Let names pass that are each there once.

    Raises:
        Invalid: names the field.
    """
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise wrong_field(
            field,
            "named_twice",
            zh=f"名称重复：{quoted(twice)}。",
            en=f"Named twice: {', '.join(twice)}.",
        )


def check_criteria(given: Sequence[str], known: Iterable[str]) -> None:
    """Let points pass that are for criteria of the plan, each once.

    Raises:
        Invalid: names `points`.
    """
    check_keys(given, field="points")
    names = list(known)
    unknown = [name for name in given if name not in names]
    if unknown:
        raise wrong_field(
            "points",
            "unknown_criterion",
            zh=f"没有评分项{quoted(unknown)}；有：{quoted(names)}。",
            en=f"There is no criterion {', '.join(unknown)}; there are: {', '.join(names)}.",
        )


def check_next_stage(stage: str, stages: Sequence[str], passed: int, number: str) -> None:
    """Let the stage pass that is next for the application.

    Raises:
        Invalid: there is no such stage.
        WrongState: another one is next, or all are passed.
    """
    if stage not in stages:
        raise wrong_field(
            "stage",
            "unknown_stage",
            zh=f"没有环节“{stage}”；有：{quoted(stages)}。",
            en=f"There is no stage {stage}; there are: {', '.join(stages)}.",
        )
    if stages[passed : passed + 1] != [stage]:
        following = stages[passed] if passed < len(stages) else None
        next_zh = "确定人选" if following is None else f"“{following}”"
        raise WrongState(
            f"报名{number}的下一环节是{next_zh}，不是“{stage}”。",
            f"The next stage of application {number} is {following or 'the selection'}, "
            f"not {stage}.",
        )


def check_opinion(opinion: tuple[int, int, int] | None, *, is_asked: bool) -> None:
    """A stage that asks residents says how many were asked, agreed and objected; no other does.

    Raises:
        Invalid: names `opinion`.
    """
    if is_asked and opinion is None:
        raise wrong_field(
            "opinion",
            "missing",
            zh="居民意见环节须登记怎样征求、征求多少人、多少人同意、多少人反对。",
            en="Say how residents were asked, how many, and how many agreed and objected.",
        )
    if opinion is None:
        return
    if not is_asked:
        raise wrong_field(
            "opinion",
            "not_of_this_stage",
            zh="只有居民意见环节登记居民意见。",
            en="Only a stage of the kind `opinion` takes the residents' opinion.",
        )
    asked, in_favour, against = opinion
    if in_favour + against > asked:
        raise wrong_field(
            "opinion",
            "more_than_asked",
            zh=f"同意 {in_favour} 人、反对 {against} 人，超过征求的 {asked} 人。",
            en=f"{in_favour} in favour and {against} against are more than the {asked} asked.",
        )


def check_all_passed(stages: Sequence[str], passed: int, number: str) -> None:
    """Let be selected who passed every stage.

    Raises:
        WrongState: a stage is still open.
    """
    if passed < len(stages):
        left = stages[passed:]
        raise WrongState(
            f"报名{number}还有环节未完成：{quoted(left)}。",
            f"Application {number} has stages left: {', '.join(left)}.",
        )


def sees_points(
    *,
    may_score: bool,
    criteria: Collection[str],
    scored: Collection[str],
    kinds: Sequence[str],
    passed: int,
    is_decided: bool,
) -> bool:
    """Whether an assessor sees the points of others: only after giving their own.

    `kinds` are those of the stages in order, of which `passed` are passed. Once the ranking is
    next, the deciders need the points, even without having scored.
    """
    before_ranking = kinds.index(StageKind.RANKING) if StageKind.RANKING in kinds else len(kinds)
    has_scored = set(criteria) <= set(scored)
    return not may_score or has_scored or passed >= before_ranking or is_decided


def check_impartial(
    *, is_own: bool, has_abstained: bool, number: str, is_rival: bool = False
) -> None:
    """Refuse to score or decide one's own application, a rival's, or one abstained from.

    Raises:
        Forbidden: it is the actor's own, or for a post for which the actor applied too.
        WrongState: the actor has abstained.
    """
    if is_own:
        raise Forbidden(
            f"报名{number}是您本人的，须由他人评议。",
            f"Application {number} is your own; others assess it.",
        )
    if is_rival:
        raise Forbidden(
            f"您本人也报名了报名{number}的岗位，须由他人评议。",
            f"You have applied for the post of application {number} yourself; others assess it.",
        )
    if has_abstained:
        raise WrongState(
            f"您已对报名{number}申请回避，不能再评分或决定。",
            f"You have abstained from application {number}, so you cannot score or decide it.",
        )


def _mean(points: Iterable[int]) -> Mean:
    given = list(points)
    if not given:
        return Mean(None, None, 0)
    return Mean(Fraction(sum(given), len(given)), max(given) - min(given), len(given))


def _points_of(assessor: str, scores: Iterable[Score]) -> dict[str, Fraction]:
    return {one.criterion: Fraction(one.points) for one in scores if one.assessor == assessor}


def _weighted(weights: Mapping[str, int], points: Mapping[str, Fraction]) -> Fraction | None:
    if not weights or any(name not in points for name in weights):
        return None
    return sum((weight * points[name] for name, weight in weights.items()), Fraction(0)) / sum(
        weights.values()
    )
