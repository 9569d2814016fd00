from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.street.totals import rules
from services.street.totals.rules import Stretch
from vocabulary.periods import Period, months_after
from vocabulary.problems import Invalid

_DAYS = some.dates(dt.date(2011, 12, 1), dt.date(2016, 3, 31))


@given(_DAYS, _DAYS)
def test_the_pieces_of_a_period_hold_each_of_its_days_once(one: dt.date, other: dt.date) -> None:
    """R66: whole months, days added and days taken off again."""
    first, last = sorted((one, other))

    pieces = rules.pieces_of(first, last)

    held: Counter[dt.date] = Counter()
    for month in pieces.months:
        held.update(Stretch(month, months_after(month, 1), 1).days)
    for stretch in pieces.stretches:
        for day in stretch.days:
            held[day] += stretch.sign
    inside = {first + dt.timedelta(days=day) for day in range((last - first).days + 1)}
    assert {day for day, times in held.items() if times} == inside
    assert set(held.values()) <= {0, 1}


@given(_DAYS, _DAYS)
def test_a_period_needs_few_days_however_long_it_is(one: dt.date, other: dt.date) -> None:
    pieces = rules.pieces_of(*sorted((one, other)))

    assert sum(len(stretch.days) for stretch in pieces.stretches) <= 31


def test_an_area_within_another_counts_once() -> None:
    areas = ["440305007001", "440305007000", "440305009003", "440305009003"]

    assert rules.outermost(areas) == ["440305007000", "440305009003"]


def test_one_day_is_a_period() -> None:
    """R66: both ends are included."""
    day = dt.date(2013, 5, 4)

    assert Period(day, day) == rules.period_of(day, day)


def test_a_reversed_period_is_refused_by_its_end() -> None:
    with pytest.raises(Invalid) as refusal:
        rules.period_of(dt.date(2014, 1, 1), dt.date(2013, 1, 1))

    assert _field(refusal.value) == ("to", "period_reversed")
    assert "2013-01-01" in refusal.value.zh


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(dt.date.min, None, "from"), (None, dt.date.max, "to")],
)
def test_a_day_that_no_calendar_reaches_is_refused(
    first: dt.date | None, last: dt.date | None, field: str
) -> None:
    """Such a day would overflow when it is turned into a moment in UTC."""
    with pytest.raises(Invalid) as refusal:
        rules.period_of(first, last)

    assert (field, "out_of_range") == _field(refusal.value)


def test_the_outermost_days_can_be_turned_into_moments() -> None:
    period = rules.period_of(rules.EARLIEST, rules.LATEST)

    assert period.starts_at is not None
    assert period.ends_before is not None


def _field(problem: Invalid) -> tuple[str, str]:
    return problem.fields[0].field, problem.fields[0].code
