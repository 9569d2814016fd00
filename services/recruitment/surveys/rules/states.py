"""Where a survey can go (R6).

    state      edit   open  close   publish
    draft      draft  open  -       -
    open       -      -     closed  -
    closed     -      -     -       published
    published  -      -     -       -

Answers are taken while it is open. What residents have answered stays what they
were asked: a copy is a new draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from services.recruitment.state_tables import not_now
from vocabulary.problems import WrongState

DRAFT, OPEN, CLOSED, PUBLISHED = "draft", "open", "closed", "published"
STATES = (DRAFT, OPEN, CLOSED, PUBLISHED)
#: What anybody sees.
SHOWN = (OPEN, PUBLISHED)
#: Whose answers are all there.
COUNTED = (CLOSED, PUBLISHED)


class Deed(StrEnum):
    """What can be done with a survey."""

    EDIT = "edit"  # 修改
    OPEN = "open"  # 开放
    CLOSE = "close"  # 截止
    PUBLISH = "publish"  # 公布


NEXT: Mapping[tuple[str, Deed], str] = {
    (DRAFT, Deed.EDIT): DRAFT,
    (DRAFT, Deed.OPEN): OPEN,
    (OPEN, Deed.CLOSE): CLOSED,
    (CLOSED, Deed.PUBLISH): PUBLISHED,
}

#: How the history calls it afterwards.
DONE: Mapping[Deed, str] = {
    Deed.EDIT: "edited",
    Deed.OPEN: "opened",
    Deed.CLOSE: "closed",
    Deed.PUBLISH: "published",
}

_STATE_WORDS = {
    DRAFT: ("尚在起草", "is a draft"),
    OPEN: ("正在作答", "is open"),
    CLOSED: ("已截止", "is closed"),
    PUBLISHED: ("已公布结果", "is published"),
}
_DEED_WORDS = {
    Deed.EDIT: ("修改", "edit it"),
    Deed.OPEN: ("开放", "open it"),
    Deed.CLOSE: ("截止", "close it"),
    Deed.PUBLISH: ("公布", "publish it"),
}


def next_state(number: str, state: str, deed: Deed) -> str:
    """Where the survey stands afterwards.

    Raises:
        WrongState: that cannot be done now; says what can.
    """
    found = NEXT.get((state, deed))
    if found is not None:
        return found
    ways = [_DEED_WORDS[other] for other in Deed if (state, other) in NEXT]
    raise not_now(
        (f"问卷{number}", f"Survey {number}"),
        _STATE_WORDS[state],
        _DEED_WORDS[deed],
        [*ways, ("复制为新问卷", "copy it as a new draft")],
    )


def check_takes_answers(state: str) -> None:
    """Let answers pass while the survey is open.

    Raises:
        WrongState: it is not.
    """
    if state != OPEN:
        raise WrongState(
            f"该问卷{_STATE_WORDS[state][0]}，不能作答。",
            f"This survey {_STATE_WORDS[state][1]}; it takes no answers.",
        )


def check_counted(number: str, state: str) -> None:
    """Let pass what needs all answers.

    Raises:
        WrongState: more may come.
    """
    if state not in COUNTED:
        raise WrongState(
            f"问卷 {number} {_STATE_WORDS[state][0]}，请先截止问卷。",
            f"Survey {number} {_STATE_WORDS[state][1]}; close it first.",
        )
