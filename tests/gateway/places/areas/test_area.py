from __future__ import annotations

import datetime as dt

import pytest

from gateway.places.areas.rules import Area, Name
from gateway.places.areas.rules.area import heir_of, successions

_FIRST, _LAST = dt.date(2005, 1, 1), dt.date(2014, 12, 31)


@pytest.mark.parametrize(
    ("day", "exists"),
    [
        (dt.date(2004, 12, 31), False),
        (_FIRST, True),
        (_LAST, True),
        (dt.date(2015, 1, 1), False),
    ],
)
def test_an_area_exists_from_its_first_day_to_its_last(day: dt.date, *, exists: bool) -> None:
    area = Area("440305007003", "登良", "Dengliang", _FIRST, _LAST)

    assert area.exists_on(day) == exists


def test_without_days_it_exists_always() -> None:
    assert Area("440305007003", "登良", "Dengliang").exists_on(dt.date.min)


def test_a_name_counts_from_its_day() -> None:
    area = Area(
        "440305007003",
        "登良",
        "Dengliang",
        _FIRST,
        renamings=(Name("登良新村", "New", dt.date(2010, 1, 1)),),
    )

    days = [dt.date(1990, 1, 1), dt.date(2009, 12, 31), dt.date(2010, 1, 1)]
    assert [area.name_on(day).zh for day in days] == ["登良", "登良", "登良新村"]


def _chain() -> dict[str, Area]:
    ended = dt.date(2014, 12, 31)
    return {
        "440305007001": Area("440305007001", "一", "1", None, ended, successor="440305007002"),
        "440305007002": Area(
            "440305007002", "二", "2", None, dt.date(2016, 12, 31), successor="440305007003"
        ),
        "440305007003": Area("440305007003", "三", "3"),
    }


@pytest.mark.parametrize(
    ("day", "heir"),
    [
        (dt.date(2014, 12, 31), None),
        (dt.date(2015, 1, 1), "440305007002"),
        (dt.date(2017, 1, 1), "440305007003"),
    ],
)
def test_the_heir_is_whoever_is_there_on_the_day(day: dt.date, heir: str | None) -> None:
    areas = _chain()

    found = heir_of(areas["440305007001"], areas, day)

    assert (found.code if found else None) == heir


def test_an_area_that_nobody_took_over_has_no_heir() -> None:
    area = Area("440305007001", "一", "1", None, dt.date(2014, 12, 31))

    assert heir_of(area, {area.code: area}, dt.date(2020, 1, 1)) is None


def test_a_wrong_chain_ends() -> None:
    ended = dt.date(2014, 12, 31)
    one = Area("440305007001", "一", "1", None, ended, successor="440305007002")
    two = Area("440305007002", "二", "2", None, ended, successor="440305007001")

    assert heir_of(one, {one.code: one, two.code: two}, dt.date(2020, 1, 1)) in {one, two, None}


def test_successions_count_from_the_day_after_the_end() -> None:
    areas = _chain()

    assert successions(areas, dt.date(2014, 12, 31)) == {}
    assert successions(areas, dt.date(2015, 1, 1)) == {"440305007001": "440305007002"}
