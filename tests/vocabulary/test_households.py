from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.texts import HOUSEHOLDS
from vocabulary.households import same_household

_WRITINGS = [(home, text) for home, texts in HOUSEHOLDS.items() for text in texts]


@pytest.mark.parametrize(("home", "text"), _WRITINGS)
def test_one_household_however_it_is_written(home: str, text: str) -> None:
    assert same_household(text) == home


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1-23", "12-3"),
        ("3-2-501", "32-501"),
        ("1栋1101", "11栋101"),
        ("荔林花园3栋501", "松林花园3栋501"),
        ("A座501", "B座501"),
        ("十二栋3", "二栋3"),
        ("3栋10号", "3栋1号"),
        ("𠮷园3栋", "园3栋"),
        ("王\U0002ebf0园3栋", "王园3栋"),
    ],
)
def test_two_households_are_two(one: str, other: str) -> None:
    assert same_household(one) != same_household(other)


def test_a_numeral_in_the_name_of_a_street_stays_a_word() -> None:
    assert same_household("三元里十里花园") == "三元里十里花园"


@given(some.text(max_size=60))
def test_whatever_is_read_is_read_the_same_again(text: str) -> None:
    once = same_household(text)

    assert same_household(once) == once
