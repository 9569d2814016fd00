from __future__ import annotations

import datetime as dt

import pytest

from gateway.areas.rules import Area

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
