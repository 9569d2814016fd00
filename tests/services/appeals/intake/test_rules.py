from __future__ import annotations

import datetime as dt

import pytest

from services.appeals.intake.rules import series_of
from tests.builders import LILIN, shanghai


def test_a_number_is_written_with_its_year() -> None:
    assert series_of(LILIN, shanghai(2013, 5, 4)).number(17) == "〔2013〕17"


@pytest.mark.parametrize(
    ("received_at", "year"),
    [
        (shanghai(2013, 12, 31, 23, 59), 2013),
        (shanghai(2014, 1, 1, 0, 0), 2014),
        (dt.datetime(2013, 12, 31, 16, 0, tzinfo=dt.UTC), 2014),
    ],
)
def test_the_year_is_that_of_the_day_in_shanghai(received_at: dt.datetime, year: int) -> None:
    """Half past midnight in Shanghai is still last year in UTC."""
    assert series_of(LILIN, received_at).year == year


def test_each_community_and_year_has_its_own_counter() -> None:
    names = {
        series_of(LILIN, shanghai(2013, 1, 1)).name,
        series_of(LILIN, shanghai(2014, 1, 1)).name,
        series_of("440305007002", shanghai(2013, 1, 1)).name,
    }

    assert len(names) == 3
