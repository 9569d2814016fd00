from __future__ import annotations

import pytest

from vocabulary.whole_numbers import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.5", "１", "²", "9" * 19, "9" * 5000])
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text) is None


def test_a_reader_may_take_fewer_digits() -> None:
    assert (whole_number("1234", 4), whole_number("12345", 4)) == (1234, None)
