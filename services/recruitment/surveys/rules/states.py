"""Where a survey can go (R6).

    edit          draft stays                          survey.manage
    open          draft → open                         survey.manage
    answer        open stays                           -
    record_paper  open stays                           survey.record
    close         open → closed                        survey.manage
    publish       closed → published                   survey.manage
    copy          draft, open, closed, published stay  survey.manage

Questions that residents have answered stay unchanged: a copy is a new draft.
"""

from __future__ import annotations

from enum import StrEnum

from contracts.recruitment.words import SurveyState as S
from vocabulary.permissions import Action
from vocabulary.problems import WrongState
from vocabulary.state_table import Row, StateTable

#: The public states.
SHOWN = (S.OPEN, S.PUBLISHED)
#: The states with all answers.
COUNTED = (S.CLOSED, S.PUBLISHED)


class Deed(StrEnum):
    """The deeds possible with a survey."""

    EDIT = "edit"  # 修改
    OPEN = "open"  # 开放
    ANSWER = "answer"  # 作答
    RECORD_PAPER = "record_paper"  # 录入纸质问卷
    CLOSE = "close"  # 截止
    PUBLISH = "publish"  # 公布
    COPY = "copy"  # 复制


def _row(zh: str, en: str, done: str, before: S, after: S, route: str) -> Row[S]:
    return Row(zh, en, done, {before: after}, Action.SURVEY_MANAGE, route)


TABLE = StateTable(
    thing=("问卷{}", "Survey {}"),
    states={
        S.DRAFT: ("尚在起草", "is a draft"),
        S.OPEN: ("正在作答", "is open"),
        S.CLOSED: ("已截止", "is closed"),
        S.PUBLISHED: ("已公布结果", "is published"),
    },
    deeds={
        Deed.EDIT: _row("修改", "edit it", "edited", S.DRAFT, S.DRAFT, "edit"),
        Deed.OPEN: _row("开放", "open it", "opened", S.DRAFT, S.OPEN, "opening"),
        # Refusals never suggest answering.
        Deed.ANSWER: Row(
            "作答", "answer it", "answered", {S.OPEN: S.OPEN}, route="answers", is_advised=False
        ),
        Deed.RECORD_PAPER: Row(
            "录入纸质问卷",
            "record paper answers",
            "paper_recorded",
            {S.OPEN: S.OPEN},
            Action.SURVEY_RECORD,
            "paper-answers",
            is_advised=False,
        ),
        Deed.CLOSE: _row("截止", "close it", "closed", S.OPEN, S.CLOSED, "closing"),
        Deed.PUBLISH: _row("公布", "publish it", "published", S.CLOSED, S.PUBLISHED, "publication"),
        Deed.COPY: Row(
            "复制为新问卷",
            "copy it as a new draft",
            "copied",
            {state: state for state in S},
            Action.SURVEY_MANAGE,
            "copies",
        ),
    },
)


#: The deeds of residents, without an account.
WITHOUT_ACCOUNT = frozenset({Deed.ANSWER})


def check_takes_answers(state: S) -> None:
    """Let answers pass while the survey is open.

    Raises:
        WrongState: it is not.
    """
    if not TABLE.allows(state, Deed.ANSWER):
        zh, en = TABLE.states[state]
        raise WrongState(f"该问卷{zh}，不能作答。", f"This survey {en}; it takes no answers.")


def check_counted(number: str, state: S) -> None:
    """Check that all answers are there.

    Raises:
        WrongState: more may come.
    """
    if state not in COUNTED:
        zh, en = TABLE.states[state]
        raise WrongState(
            f"问卷 {number} {zh}，请先截止问卷。", f"Survey {number} {en}; close it first."
        )
