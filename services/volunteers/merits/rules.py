"""Which honours and evaluations can be written down."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts.volunteers.words import MeritKind
from vocabulary.problems import NotFound, wrong_field


def check(kind: MeritKind, given_on: dt.date, words: str | None, *, today: dt.date) -> None:
    """Let one pass of today or earlier; an evaluation says something.

    Raises:
        Invalid: it is to come, or an evaluation without words.
    """
    if given_on > today:
        raise wrong_field(
            "given_on",
            "in_the_future",
            zh=f"日期 {given_on} 还没有到，请在作出以后登记。",
            en=f"{given_on} is to come; record it once it was given.",
        )
    if kind is MeritKind.EVALUATION and not words:
        raise wrong_field(
            "words",
            "words_missing",
            zh="请填写评价内容。",
            en="Write down what the evaluation says.",
        )


def no_such_merit(merit_id: UUID) -> NotFound:
    """The refusal of an honour or evaluation that this registration does not have."""
    return NotFound(
        f"该义工在本社区没有登记的表彰或评价 {merit_id}，请核对。",
        f"No honour or evaluation {merit_id} of this volunteer is recorded in this community; check it.",
    )
