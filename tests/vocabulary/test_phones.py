from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.texts import NO_PHONES, PHONES
from vocabulary.personal_text import hidden
from vocabulary.phones import is_phone, same_phone, written

_WRITINGS = [(number, text) for number, texts in PHONES.items() for text in texts]
#: Short numbers stay readable in a text: they may be anything.
_LONG = [text for number, text in _WRITINGS if len(number) > 10]


@pytest.mark.parametrize(("number", "text"), _WRITINGS)
def test_one_number_however_it_is_written(number: str, text: str) -> None:
    assert same_phone(text) == number
    assert same_phone(written(text)) == number
    assert is_phone(text)


@pytest.mark.parametrize("text", NO_PHONES)
def test_what_is_no_number_passes_no_door(text: str) -> None:
    assert not is_phone(text)


def test_other_numbers_keep_their_digits() -> None:
    assert same_phone("860012") == "860012"
    assert same_phone("26561234转12") == "26561234-12"


def test_where_is_no_digit_is_no_number() -> None:
    assert same_phone("敖建南") == same_phone("·") == ""


@given(some.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), some.sampled_from(["", "0", "+86 "]))
def test_a_mobile_is_its_eleven_digits(digits: str, before: str) -> None:
    assert same_phone(before + digits) == digits


@given(some.text(max_size=60))
def test_whatever_is_read_is_read_the_same_again(text: str) -> None:
    assert same_phone(written(text)) == same_phone(text)


@pytest.mark.parametrize("text", _LONG)
def test_every_writing_is_hidden_in_public_texts(text: str) -> None:
    shown = hidden(f"请打{text}，谢谢")

    assert "已隐藏" in shown
    assert sum(letter.isdigit() for letter in shown) <= 3  # at most the extension
