"""Marks that reveal duplicate answers: one form for all notations of a home or a phone."""

from __future__ import annotations

from contracts.recruitment.words import AnswerPer
from vocabulary.households import same_household
from vocabulary.phones import same_phone
from vocabulary.problems import FieldError, WrongState, wrong_field

_WORDS = {AnswerPer.HOUSEHOLD: ("住址", "household"), AnswerPer.PHONE: ("手机号", "phone")}


def reading(per: AnswerPer, *, household: str | None, phone: str | None) -> str:
    """By what the answer is known: one reading for all ways of writing it.

    Raises:
        Invalid: the household or phone is missing or impossible.
    """
    if per is AnswerPer.HOUSEHOLD:
        same = same_household(household or "")
    else:
        same = same_phone(phone or "")
    zh, en = _WORDS[per]
    if not same:
        raise wrong_field(
            per,
            "missing",
            zh=f"本问卷每个{zh}限答一份，请填写{zh}；系统不保存它，也不保存谁答了什么。",
            en=f"One answer per {en} counts: give the {en}. It is not stored, and answers "
            "stay anonymous.",
        )
    return same


def doubled(per: AnswerPer) -> WrongState:
    """The refusal of a second answer."""
    zh, en = _WORDS[per]
    sentence_zh = f"该{zh}已经答过本问卷，每个{zh}限一份；如有误，请联系社区工作站。"
    sentence_en = (
        f"This {en} has answered already, and one answer per {en} counts; if that is wrong, "
        "ask the workstation of the community."
    )
    return WrongState(
        sentence_zh,
        sentence_en,
        fields=(FieldError(per, "answered_already", sentence_zh, sentence_en),),
    )
