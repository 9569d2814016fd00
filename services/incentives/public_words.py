"""Texts that everybody will read."""

from __future__ import annotations

from collections.abc import Iterable

from vocabulary import personal_text
from vocabulary.problems import wrong_field


def check_public(words: Iterable[tuple[str, str | None]]) -> None:
    """Let a text pass that has no number of a person.

    Raises:
        Invalid: names the field.
    """
    for field, text in words:
        if text is not None and personal_text.found(text):
            raise wrong_field(
                field,
                "personal_number",
                zh="这段文字将公开，里面像是有个人号码，请删去。",
                en="This text will be public, and it contains what looks like a person's "
                "number; take it out.",
            )
