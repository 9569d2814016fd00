"""Years in addresses."""

from __future__ import annotations

import pytest

from gateway.http.years import between
from vocabulary.problems import NotFound


def test_a_year_of_these_is_read() -> None:
    assert [between(2000, 2199)(year) for year in ("2000", "2013", "2199")] == [2000, 2013, 2199]


@pytest.mark.parametrize(
    "year", ["", "¥bD`òê", "２０１３", "-2013", "2013.0", "1999", "2200", "2" * 5000]
)
def test_anything_else_is_not_found(year: str) -> None:
    with pytest.raises(NotFound):
        between(2000, 2199)(year)
