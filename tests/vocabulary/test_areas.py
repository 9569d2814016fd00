from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.vocabulary.places import area_codes, near_codes
from vocabulary.areas import (
    Level,
    StreetKind,
    covers,
    is_area_code,
    level_of,
    parent_of,
    path_of,
    predecessors_of,
    stem_of,
    street_kind,
)

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


@pytest.mark.parametrize(
    ("code", "parent"),
    [
        ("440305007003", "440305007000"),
        ("440305007000", "440305000000"),
        ("440305000000", "440300000000"),
        ("440300000000", "440000000000"),
        ("440000000000", None),
        # 东莞 has no districts.
        ("441900003000", "441900000000"),
        ("440305007010", "440305007000"),
    ],
)
def test_an_area_lies_in_the_one_its_digits_name(code: str, parent: str | None) -> None:
    assert parent_of(code) == parent


@given(area_codes)
def test_the_way_up_ends_at_the_province_and_everything_on_it_lies_around(code: str) -> None:
    """R38: a proposal climbs it, from level to level."""
    path = path_of(code)

    assert path[0] == code
    assert level_of(path[-1]) is Level.PROVINCE
    assert all(covers(upper, code) for upper in path)
    levels = [_LEVELS.index(level_of(upper)) for upper in path]
    assert levels == sorted(set(levels), reverse=True)


@given(near_codes, near_codes)
def test_what_covers_a_place_is_on_its_way_up(area: str, code: str) -> None:
    assert covers(area, code) is (area in path_of(code))


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("001", StreetKind.SUBDISTRICT),
        ("099", StreetKind.SUBDISTRICT),
        ("100", StreetKind.TOWN),
        ("199", StreetKind.TOWN),
        ("200", StreetKind.TOWNSHIP),
        ("399", StreetKind.TOWNSHIP),
        ("400", StreetKind.SIMILAR),
        ("599", StreetKind.SIMILAR),
        ("600", None),
        ("999", None),
    ],
)
def test_three_digits_tell_the_kind_of_street(number: str, kind: StreetKind | None) -> None:
    assert street_kind(f"440305{number}000") is kind
    assert street_kind(f"440305{number}003") is kind


def test_above_streets_there_is_no_kind_of_street() -> None:
    assert street_kind("440305000000") is None


def test_predecessors_are_found_through_everything_between() -> None:
    merged = {"440305007001": "440305007002", "440305007002": "440305007003"}
    # A street that went over into the next one, with all that lay in it.
    merged |= {"440305009000": "440305007000", "440305009001": "440305007001"}

    assert predecessors_of("440305007003", merged) == (
        "440305007001",
        "440305007002",
        "440305009001",
    )
    assert "440305009000" in predecessors_of("440305007000", merged)
    assert predecessors_of("440305007005", merged) == ()


@given(some.dictionaries(near_codes, near_codes), near_codes)
def test_a_wrong_chain_of_successors_ends_too(merged: dict[str, str], area: str) -> None:
    found = predecessors_of(area, merged)

    assert set(found) <= set(merged)
    assert list(found) == sorted(set(found))
