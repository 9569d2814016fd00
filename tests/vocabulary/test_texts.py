from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.texts import TEXTS, Refused, Written
from vocabulary import texts

_ANY = some.text(some.characters(exclude_categories=()), max_size=40)


@pytest.mark.parametrize("case", TEXTS.values(), ids=TEXTS)
def test_what_none_may_hold_is_named_and_cleaned_away(case: Written) -> None:
    is_refused = case.prose == Refused("not_storable")

    assert (texts.refused_character(case.text) is not None) == is_refused
    assert texts.refused_character(texts.clean(case.text)) is None
    assert (texts.clean(case.text) != case.text) == is_refused


def test_a_refused_character_is_named_by_its_code() -> None:
    assert texts.refused_character("前\x07后") == "U+0007"
    assert texts.refused_character("前\U0010ffff") == "U+10FFFF"


@given(_ANY)
def test_a_line_is_one_and_stays_one(text: str) -> None:
    line = texts.line(texts.clean(text))

    assert not set(line) & set("\n\r\t\u2028\u3000\u202e\u200b")
    assert line == line.strip()
    assert "  " not in line
    assert texts.is_line(line)


@given(_ANY)
def test_cleaned_text_can_be_written_anywhere(text: str) -> None:
    texts.clean(text).encode()


def test_plain_data_is_cleaned_throughout() -> None:
    told = {"a": ["前\x07后", 3, None], "b": {"c": ("\ufffe",)}}

    assert texts.cleaned(told) == {"a": ["前后", 3, None], "b": {"c": [""]}}


def test_letters_newer_than_the_interpreter_are_letters() -> None:
    """The interpreter of 2022 calls them unassigned, and so not printable."""
    newest = "王\U0002ebf0\U00031350\U000323af"

    assert texts.line(newest) == newest
    assert texts.is_line(newest)
