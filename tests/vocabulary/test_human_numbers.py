from __future__ import annotations

from vocabulary.human_numbers import human_number


def test_a_number_is_quoted_by_year_and_place() -> None:
    assert human_number(2013, 17) == "〔2013〕17"
