"""By what a doubled answer is known: one form for all ways of writing a home or a phone."""

from __future__ import annotations

import re
import unicodedata

from vocabulary.phones import same_phone
from vocabulary.problems import FieldError, WrongState, wrong_field

HOUSEHOLD, PHONE = "household", "phone"
#: Words of a building after a number or letter: 3栋 says no more than 3.
_WORDS_OF_HOMES = re.compile(r"(?<=[0-9a-z])[\W_]*(?:号楼|单元|[栋幢座号楼层门室房户])")
_MARKS = re.compile(r"[\W_]+")
#: Only between two numbers or letters does a mark say something: 1-23 is not 12-3.
_IDLE = re.compile(r"(?<![0-9a-z])-|-(?![0-9a-z])")
_FEWEST_DIGITS = 7
_WORDS = {HOUSEHOLD: ("住址", "household"), PHONE: ("手机号", "phone")}


def same_household(text: str) -> str:
    """The address with one mark between its numbers: 3栋 2单元-501室 is 3-2-501."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _IDLE.sub("", _MARKS.sub("-", _WORDS_OF_HOMES.sub("-", plain)))


def source(survey: str, per: str, *, household: str | None, phone: str | None) -> str:
    """What the mark is made from; of another survey it is another one.

    Raises:
        Invalid: what the survey counts by is missing, or cannot be one.
    """
    given = household if per == HOUSEHOLD else phone
    same = (same_household if per == HOUSEHOLD else same_phone)(given or "")
    zh, en = _WORDS[per]
    if not same:
        raise wrong_field(
            per,
            "missing",
            zh=f"本问卷每个{zh}限答一份，请填写{zh}；系统不保存它，也不保存谁答了什么。",
            en=f"One answer per {en} counts: give the {en}. It is not kept, nor who said what.",
        )
    if per == PHONE and len(same) < _FEWEST_DIGITS:
        raise wrong_field(
            per, "not_a_phone", zh=f"“{given}” 不是电话号码。", en=f"“{given}” is no phone number."
        )
    return f"survey {survey} {per} {same}"


def doubled(per: str) -> WrongState:
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
