"""The form of a wording, and how it becomes a message.

A wording is plain text in which `{name}` stands for a parameter; no other part of it is ever
evaluated. Other braces are refused, so that a slip of the pen shows at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from vocabulary import texts
from vocabulary.problems import FieldError, Forbidden, Invalid

_PLACE = re.compile(r"\{([a-z_]{1,40})\}")
#: What is kept and told of one fact.
FACT_LONGEST = 200
_TITLE_LONGEST = 150


@dataclass(frozen=True)
class Rendered:
    """What a person reads."""

    title: str
    text: str
    short: str


def named_in(words: str) -> set[str]:
    """The parameters that the words name."""
    return set(_PLACE.findall(words))


def render(title: str, text: str, short: str, values: Mapping[str, str]) -> Rendered:
    """The words with these values; parameters without a value stay empty."""
    told = {name: texts.line(value)[:FACT_LONGEST] for name, value in values.items()}
    return Rendered(
        texts.line(_filled(title, told))[:_TITLE_LONGEST],
        _filled(text, told),
        texts.line(_filled(short, told)),
    )


def check_words(words: Mapping[str, str], known: Collection[str], needed: Collection[str]) -> None:
    """Let words pass that use only known parameters, and all required ones.

    `words` by field. A kind's first parameter, and an applicant's tracking code, must be in the
    text and in the short form: without them the message is unclear.

    Raises:
        Invalid: with everything that is wrong, each under its field.
    """
    wrong = [
        complaint
        for field, said in words.items()
        for complaint in _complaints(field, said, known, needed)
    ]
    if wrong:
        zh = " ".join(found.zh for found in wrong)
        en = " ".join(found.en for found in wrong)
        raise Invalid(zh, en, fields=tuple(wrong))


def check_may_word(*, may: bool, area: str) -> None:
    """Let administrators of the area pass.

    Raises:
        Forbidden: the actor does not.
    """
    if not may:
        zh, en = (
            f"您不能管理 {area} 的通知模板。",
            f"You may not change the wording of notices of {area}.",
        )
        raise Forbidden(zh, en, fields=(FieldError("area", "not_yours", zh, en),))


def _complaints(
    field: str, said: str, known: Collection[str], needed: Collection[str]
) -> Iterator[FieldError]:
    listed = "、".join(f"{{{name}}}" for name in known)
    for name in sorted(named_in(said) - set(known)):
        yield FieldError(
            field,
            "unknown_parameter",
            f"没有参数 {{{name}}}；可用：{listed}。",
            f"There is no parameter {{{name}}}; there are: {listed}.",
        )
    if set(_PLACE.sub("", said)) & set("{}"):
        yield FieldError(
            field,
            "stray_brace",
            "花括号只能用于参数，如 {area}。",
            "Braces are for parameters only, such as {area}.",
        )
    missing = [] if field == "title" else sorted(set(needed) - named_in(said))
    if missing:
        lacking = "、".join(f"{{{name}}}" for name in missing)
        yield FieldError(
            field, "missing_parameter", f"须包含 {lacking}。", f"It must contain {lacking}."
        )


def _filled(words: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: values.get(found[1], ""), words)
