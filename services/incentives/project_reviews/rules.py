"""Where the review of a major project (重大项目社会评价) can go, and what it comes to. R53.

Reviewers rate without an account, by a code of one use. Nobody sees what others said before the
close, and it never shows who said it. The clock closes a review after its last day.

    draft      draft stays        -
    edit       draft stays        project_review.manage
    invite     draft, open stay   project_review.manage
    renew      draft, open stay   project_review.manage
    withdraw   draft, open stay   project_review.manage
    abstain    draft, open stay   -
    open       draft → open       project_review.manage
    rate       open stays         -
    close      open → closed      project_review.manage
    summarise  closed stays       project_review.manage
    answer     closed → answered  project_review.manage
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from contracts.incentives.words import ProjectReviewState as S
from contracts.incentives.words import ReviewerEnd
from vocabulary.counted import counted
from vocabulary.permissions import Action
from vocabulary.problems import WrongState, wrong_field
from vocabulary.state_table import Row, StateTable

#: The best score, the worst is 1.
BEST = 5
#: From here on a score speaks for a project, and below against it.
_MIDDLE = 3
_PLACES = 2


class Deed(StrEnum):
    """What can be done with a review."""

    DRAFT = "draft"
    EDIT = "edit"
    INVITE = "invite"
    RENEW = "renew"
    WITHDRAW = "withdraw"
    OPEN = "open"
    ABSTAIN = "abstain"
    RATE = "rate"
    CLOSE = "close"
    SUMMARISE = "summarise"
    ANSWER = "answer"


_MANAGE = Action.PROJECT_REVIEW_MANAGE
_GATHERS = {S.DRAFT: S.DRAFT, S.OPEN: S.OPEN}

TABLE: StateTable[S, Deed] = StateTable(
    thing=("“{}”的社会评价", "The review of “{}”"),
    states={
        S.DRAFT: ("尚在起草", "is a draft"),
        S.OPEN: ("正在评价", "is open"),
        S.CLOSED: ("已结束，等待责任单位答复", "is closed and waits for the owner's answer"),
        S.ANSWERED: ("已答复", "is answered"),
    },
    deeds={
        Deed.DRAFT: Row("起草", "draft it", "drafted", {S.DRAFT: S.DRAFT}, is_advised=False),
        Deed.EDIT: Row("修改", "edit it", "edited", {S.DRAFT: S.DRAFT}, _MANAGE, "edit"),
        Deed.INVITE: Row(
            "邀请评价人", "invite reviewers", "reviewers_invited", _GATHERS, _MANAGE, "reviewers"
        ),
        Deed.RENEW: Row(
            "换发评价码", "renew a code", "code_renewed", _GATHERS, _MANAGE, is_advised=False
        ),
        Deed.WITHDRAW: Row(
            "撤回邀请",
            "take an invitation back",
            "reviewer_withdrawn",
            _GATHERS,
            _MANAGE,
            is_advised=False,
        ),
        Deed.ABSTAIN: Row("回避", "abstain", "abstained", _GATHERS, is_advised=False),
        Deed.OPEN: Row("开始评价", "open it", "opened", {S.DRAFT: S.OPEN}, _MANAGE, "opening"),
        Deed.RATE: Row("评价", "rate", "rated", {S.OPEN: S.OPEN}, is_advised=False),
        Deed.CLOSE: Row("结束评价", "close it", "closed", {S.OPEN: S.CLOSED}, _MANAGE, "closing"),
        Deed.SUMMARISE: Row(
            "写小结", "sum it up", "summarised", {S.CLOSED: S.CLOSED}, _MANAGE, "summary"
        ),
        Deed.ANSWER: Row(
            "登记答复",
            "write the owner's answer down",
            "answered",
            {S.CLOSED: S.ANSWERED},
            _MANAGE,
            "answer",
        ),
    },
)


@dataclass(frozen=True)
class Result:
    """What reviewers said of one criterion: how many gave 1 to 5."""

    scores: Sequence[int]

    @property
    def mean(self) -> float:
        """To two places."""
        return float(round(self._mean, _PLACES))

    @property
    def spread(self) -> float:
        """The standard deviation, to two places."""
        square = sum(n * (score - self._mean) ** 2 for score, n in self._by_score)
        return round(math.sqrt(square / sum(self.scores)), _PLACES)

    @property
    def dissent(self) -> int:
        """How many stand against the mean."""
        is_for = self._mean >= _MIDDLE
        return sum(
            n for score, n in self._by_score if (score < _MIDDLE if is_for else score > _MIDDLE)
        )

    @property
    def _mean(self) -> Fraction:
        return Fraction(sum(score * n for score, n in self._by_score), sum(self.scores))

    @property
    def _by_score(self) -> list[tuple[int, int]]:
        return list(enumerate(self.scores, start=1))


def summed(sheets: Sequence[Sequence[int]], criteria: int, *, fewest: int) -> list[list[int]]:
    """How many gave 1 to 5, by criterion; nothing of fewer sheets, by which people are known."""
    if len(sheets) < fewest:
        return []
    return [
        [sum(sheet[at] == score for sheet in sheets) for score in range(1, BEST + 1)]
        for at in range(criteria)
    ]


def check_each_once(
    asked: Sequence[tuple[str, str | None]], standing: Collection[tuple[str, str | None]]
) -> None:
    """Let activists pass who have no code of this review yet; each: name and contact.

    Raises:
        Invalid: names `invitees`: one has a code, or is named twice.
    """
    for at, one in enumerate(asked):
        if one in standing or one in asked[:at]:
            raise wrong_field(
                "invitees",
                "invited_already",
                zh=f"第 {at + 1} 位的姓名和联系方式与已邀请的人相同，每人只有一个评价码。请去掉；"
                "如评价码丢失，请换发；如是同名的另一人，请填写不同的联系方式。",
                en=f"Number {at + 1} has the name and contact of somebody who is invited; each "
                "person has one code. Take them out, renew a code that was lost, or give "
                "another person of that name a contact of their own.",
            )


def check_terms(
    criteria: Sequence[str], *, closes_on: dt.date, answer_due_on: dt.date, today: dt.date
) -> None:
    """Let terms pass that can be kept.

    Raises:
        Invalid: names `criteria`, `closes_on` or `answer_due_on`.
    """
    if len(set(criteria)) != len(criteria):
        raise wrong_field(
            "criteria",
            "doubled",
            zh="评价标准有重复，请各写一次。",
            en="A criterion is there twice; give each once.",
        )
    if closes_on < today:
        raise wrong_field(
            "closes_on",
            "in_the_past",
            zh=f"评价截止日期 {closes_on} 已经过去，请另选日期。",
            en=f"{closes_on} is over; choose another last day for reviewers.",
        )
    if answer_due_on <= closes_on:
        raise wrong_field(
            "answer_due_on",
            "before_the_close",
            zh=f"答复期限 {answer_due_on} 须在评价截止日期 {closes_on} 之后。",
            en=f"The owner answers after the close; {answer_due_on} is not later than {closes_on}.",
        )


def check_enough(reviewers: int, fewest: int) -> None:
    """Let a review open whose results can be shown.

    Raises:
        WrongState: says how many more to invite.
    """
    if reviewers < fewest:
        missing = fewest - reviewers
        raise WrongState(
            f"少于 {fewest} 人评价时不公布结果，请再邀请 {missing} 人，然后开始。",
            f"Results of fewer than {fewest} reviewers are not shown; invite "
            f"{counted(missing, 'more person', 'more people')}, then open it.",
        )


def check_day_left(project: str, closes_on: dt.date, today: dt.date) -> None:
    """Let reviewers rate, be invited, and a review open, up to the last day.

    Raises:
        WrongState: the last day is over.
    """
    if today > closes_on:
        raise WrongState(
            f"“{project}”的评价已于 {closes_on} 截止。",
            f"The last day to review “{project}” was {closes_on}.",
        )


def check_may_close(waiting: int, closes_on: dt.date, today: dt.date) -> None:
    """Let a review be closed by hand that nobody can still rate in time.

    Raises:
        WrongState: some may still rate.
    """
    if waiting and today <= closes_on:
        raise WrongState(
            f"还有 {waiting} 人没有评价；{closes_on} 之后系统自动结束。",
            f"{counted(waiting, 'reviewer has', 'reviewers have')} not rated yet; the clock "
            f"closes the review after {closes_on}.",
        )


_ENDS = {
    ReviewerEnd.LEFT: (
        "您已离任，这份评价邀请随之失效。",
        "You left office, and the invitation to review lapsed with it.",
    ),
    ReviewerEnd.WITHDRAWN: (
        "街道办已撤回这份评价邀请；如有疑问，请与街道办联系。",
        "The street office took the invitation to review back; ask there if you wonder why.",
    ),
    ReviewerEnd.ABSTAINED: (
        "您已回避这次评价；如要改变，请街道办重新邀请。",
        "You abstained from this review; ask the street office to invite you anew to change that.",
    ),
}


def check_can_rate(rated_on: dt.date | None, *, ended: ReviewerEnd | None) -> None:
    """Let a reviewer rate once, while they are invited.

    Raises:
        WrongState: they rated, or the invitation ended before.
    """
    if rated_on is not None:
        raise WrongState(
            f"您已于 {rated_on} 评价过，每人只评一次；结果在结束后公布。",
            f"You rated on {rated_on}, and each reviewer rates once; the results are published "
            "after the close.",
        )
    if ended is not None:
        raise WrongState(*_ENDS[ended])


def check_waits(rated_on: dt.date | None, *, ended: ReviewerEnd | None) -> None:
    """Let a step pass about a reviewer who may still rate.

    Raises:
        WrongState: they rated, or their invitation ended.
    """
    if rated_on is not None:
        raise WrongState(
            f"这位评价人已于 {rated_on} 评价，邀请不能再改。",
            f"This reviewer rated on {rated_on}, so nothing of the invitation changes any more.",
        )
    if ended is not None:
        raise WrongState(
            "这份邀请已经失效；如仍需本人评价，请重新邀请。",
            "This invitation has ended; invite the person anew if they are to rate after all.",
        )


def check_scores(scores: Sequence[int], criteria: int) -> None:
    """Let a sheet pass that says something of each criterion.

    Raises:
        Invalid: names `scores`.
    """
    if len(scores) != criteria or any(not 1 <= score <= BEST for score in scores):
        raise wrong_field(
            "scores",
            "not_each",
            zh=f"请对 {criteria} 项标准逐项打分，每项 1 到 {BEST} 分。",
            en=f"Give a score from 1 to {BEST} for each criterion; "
            f"{counted(criteria, 'is', 'are')} asked for.",
        )


def check_somebody(number: int) -> None:
    """Let a list pass that names somebody.

    Raises:
        Invalid: names `appointments`.
    """
    if number == 0:
        raise wrong_field(
            "appointments",
            "nobody",
            zh="还没有选择任何人，请选择专员，或填写积极分子。",
            en="Nobody is named; choose commissioners, or add activists.",
        )
