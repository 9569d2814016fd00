from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vocabulary.human_numbers import human_number, number_in


def test_a_number_is_quoted_by_year_and_place() -> None:
    assert human_number(2013, 17) == "〔2013〕17"


@given(some.integers(1000, 9999), some.integers(1, 9_999_999))
def test_a_written_number_is_read_as_itself(year: int, serial: int) -> None:
    assert number_in(human_number(year, serial)) == human_number(year, serial)


@pytest.mark.parametrize(
    "text",
    [
        "[2013]17",
        "（2013）17号",
        "【2013】 17",
        "2013-17",
        "2013年第17号",
        "第〔2013〕017号",
        "２０１３－１７",
    ],
)
def test_brackets_dashes_and_the_word_for_number_do_not_count(text: str) -> None:
    assert number_in(text) == "〔2013〕17"


@pytest.mark.parametrize(
    "text", ["", "17", "2013", "〔2013〕", "〔13〕17", "201317", "〔2013〕17、18"]
)
def test_a_part_is_no_number(text: str) -> None:
    assert number_in(text) is None


@given(some.text(max_size=40))
def test_whatever_is_typed_is_read_or_is_none(text: str) -> None:
    found = number_in(text)

    assert found is None or number_in(found) == found
