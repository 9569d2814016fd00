from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.recruitment.deciding import rules as deciding_rules
from tests.services.recruitment.appointing import day

_DAYS = some.dates(dt.date(2010, 1, 1), dt.date(2040, 1, 1))
_DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("from_", "months", "last"),
    [
        ("2026-12-05", 12, "2027-12-04"),
        ("2012-02-29", 12, "2013-02-28"),
        ("2012-02-29", 48, "2016-02-28"),
        ("2027-03-01", 12, "2028-02-29"),
        ("2013-08-31", 6, "2014-02-28"),
        ("2015-08-31", 6, "2016-02-29"),
        ("2013-12-31", 12, "2014-12-30"),
        ("2013-01-31", 1, "2013-02-28"),
    ],
)
def test_a_term_ends_on_the_day_before_its_first_day_comes_round(
    from_: str, months: int, last: str
) -> None:
    """Civil Code art. 202: without a corresponding day, with the month's last."""
    assert deciding_rules.term_to(day(from_), months) == day(last)


@given(_DAYS, some.integers(1, 60))
def test_a_term_has_its_months_whole(from_: dt.date, months: int) -> None:
    after = deciding_rules.term_to(from_, months) + _DAY

    assert (after.year - from_.year) * 12 + after.month - from_.month in {months, months + 1}
    assert after.day == from_.day or (after.day == 1 and from_.day > 28)


@given(_DAYS, some.integers(1, 24), some.integers(1, 24))
def test_a_renewal_goes_on_where_the_term_before_ends(
    from_: dt.date, months: int, more: int
) -> None:
    """One after the other they end when one term of both would, but for days that a month lacks."""
    last = deciding_rules.term_to(deciding_rules.term_to(from_, months) + _DAY, more)

    assert abs(last - deciding_rules.term_to(from_, months + more)) <= 3 * _DAY
    if from_.day <= 28:
        assert last == deciding_rules.term_to(from_, months + more)
