from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.texts import MASKED_NAMES
from vocabulary.masking import masked_name
from vocabulary.names import same_name


@pytest.mark.parametrize(("name", "shown"), MASKED_NAMES.items())
def test_the_family_name_is_shown_whole_and_nothing_else(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize("other", ["王\U0002ebf0", "王\ue000", "王\U00031350", "王𠮷", "王一"])
def test_a_rare_character_is_part_of_a_name(other: str) -> None:
    """A search for 王 found everybody whose other characters the interpreter did not know."""
    assert same_name(other) != same_name("王")


@pytest.mark.parametrize("text", ["·", " ", "•・‧", "-—", "\u200b", "（）", "་", "'’"])
def test_what_stands_between_letters_is_no_name(text: str) -> None:
    assert same_name(text) == ""


@given(some.text("陈秀英阿依古丽LiMíngÑ𠮷𮯰ཀꆈ", max_size=20), some.sampled_from(" ·•・‧-　\u200b"))
def test_what_stands_between_the_letters_of_a_name_says_nothing(text: str, between: str) -> None:
    assert same_name(between.join(text)) == same_name(text) == same_name(text.swapcase())
