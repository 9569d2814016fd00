from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.appeals.durations import rules
from services.appeals.durations.rules import Took
from tests.builders import field_of, refused

_TODAY = dt.date(2013, 5, 17)
_DAYS = some.lists(some.integers(0, 400), max_size=60)


def _took(days: list[int]) -> list[Took]:
    return [Took(one, number, number // 2) for one, number in Counter(days).items()]


@given(_DAYS)
def test_every_appeal_stands_in_one_step(days: list[int]) -> None:
    found = rules.steps(_took(days))

    assert [one.closed for one in found] == [
        sum(least <= day <= (10**9 if most is None else most) for day in days)
        for least, most in ((one.least, one.most) for one in found)
    ]
    assert sum(one.closed for one in found) == len(days)
    assert (found[0].least, found[0].most, found[-1].most) == (0, 0, None)


@given(_DAYS.filter(bool))
def test_the_middle_and_nine_of_ten_are_those_of_the_single_days(days: list[int]) -> None:
    assert rules.median(_took(days)) == statistics.median(days)
    limit = rules.within(_took(days))
    assert limit is not None
    assert sum(day <= limit for day in days) * 10 >= 9 * len(days)
    assert sum(day < limit for day in days) * 10 < 9 * len(days)


def test_of_no_appeal_nothing_is_said() -> None:
    assert (rules.median([]), rules.within([])) == (None, None)


def test_without_days_a_year_is_counted_up_to_today() -> None:
    period = rules.period_of(None, None, today=_TODAY)

    assert (period.first, period.last) == (dt.date(2012, 5, 18), _TODAY)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (dt.date(2013, 5, 18), None, ("closed_to", "period_reversed")),
        (dt.date(2011, 5, 17), None, ("closed_from", "period_too_long")),
        (dt.date(1, 1, 1), None, ("closed_from", "out_of_range")),
        (None, dt.date(9999, 12, 31), ("closed_to", "out_of_range")),
    ],
)
def test_a_period_that_cannot_be_meant_is_refused(
    first: dt.date | None, last: dt.date | None, field: tuple[str, str]
) -> None:
    refusal = refused(rules.period_of, first, last, today=_TODAY)

    assert field_of(refusal) == field
