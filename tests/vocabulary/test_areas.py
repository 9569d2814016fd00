from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.vocabulary.places import area_codes, near_codes
from vocabulary.areas import Level, covers, is_area_code, level_of, stem_of

_LEVELS = list(Level)


@pytest.mark.parametrize(
    ("code", "level", "stem"),
    [
        ("440000000000", Level.PROVINCE, "44"),
        ("440300000000", Level.CITY, "4403"),
        ("440305000000", Level.DISTRICT, "440305"),
        ("440305007000", Level.STREET, "440305007"),
        ("440305007003", Level.COMMUNITY, "440305007003"),
        # 东莞 has no districts: its streets stand directly below the city.
        ("441900003000", Level.STREET, "441900003"),
        # The tenth community of a street ends in a zero and is no street.
        ("440305007010", Level.COMMUNITY, "440305007010"),
    ],
)
def test_the_zeros_at_the_end_tell_the_level(code: str, level: Level, stem: str) -> None:
    assert (level, stem) == (level_of(code), stem_of(code))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "44030500700",
        "4403050070031",
        "040305007003",
        "44030500700x",
        "440305007003\n",
        " 440305007003",
        "４４０３０５００７００３",
    ],
)
def test_what_is_no_area_code(text: str) -> None:
    assert not is_area_code(text)


@given(area_codes)
def test_an_area_covers_itself_and_its_code_begins_with_its_stem(code: str) -> None:
    assert is_area_code(code)
    assert covers(code, code)
    assert code == stem_of(code).ljust(12, "0")


@given(near_codes, near_codes)
def test_what_an_area_covers_stands_below_it(area: str, code: str) -> None:
    if covers(area, code) and area != code:
        assert _LEVELS.index(level_of(area)) < _LEVELS.index(level_of(code))
        assert not covers(code, area)


@given(near_codes, near_codes, near_codes)
def test_what_lies_in_an_area_lies_in_everything_around_it(a: str, b: str, c: str) -> None:
    if covers(a, b) and covers(b, c):
        assert covers(a, c)


@given(near_codes, near_codes, near_codes)
def test_two_areas_that_share_a_place_are_nested(a: str, b: str, place: str) -> None:
    """The scope of an actor may therefore be a plain list of beginnings."""
    if covers(a, place) and covers(b, place):
        assert covers(a, b) or covers(b, a)


@given(some.text(alphabet="0123456789", min_size=12, max_size=12))
def test_twelve_digits_are_a_code_unless_they_begin_with_zero(text: str) -> None:
    assert is_area_code(text) is (text[0] != "0")
