"""Promises by full periods, and in mid-period by the days of each wording. R23."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts.incentives.words import PromiseFact, PromiseVerdict
from contracts.recruitment.words import PromisePeriod
from services.incentives.promises import rules
from services.incentives.promises.rules import Done, Wording
from services.incentives.scorecards.rules import Days
from tests.builders import field_of, refused

_APRIL = Days(dt.date(2013, 4, 1), dt.date(2013, 4, 30))
_YEAR = Days(dt.date(2013, 1, 1), dt.date(2013, 12, 31))


def _monthly(target: int, first: dt.date = _YEAR.first, last: dt.date = _YEAR.last) -> Wording:
    return Wording(Days(first, last), target, PromisePeriod.MONTH)


def _done(*days: int) -> list[Done]:
    return [Done(dt.date(2013, 4, day), 1) for day in days]


@pytest.mark.parametrize(
    ("done", "verdict"),
    [((3, 20), PromiseVerdict.KEPT), ((3,), PromiseVerdict.MISSED)],
)
def test_a_month_is_kept_with_as_many_as_promised(
    done: tuple[int, ...], verdict: PromiseVerdict
) -> None:
    assert rules.judged(_APRIL, [_monthly(2)], _done(*done), None).verdict is verdict


def test_a_promise_that_changes_in_mid_month_is_judged_by_the_days_of_each() -> None:
    """Two a month for ten days of thirty, and eight a month for twenty: six are needed."""
    wordings = [
        _monthly(2, last=dt.date(2013, 4, 10)),
        _monthly(8, first=dt.date(2013, 4, 11)),
    ]

    assert rules.needed(_APRIL, wordings) == 6
    five, six = _done(1, 2, 3, 4, 5), _done(1, 2, 3, 4, 5, 30)
    assert rules.judged(_APRIL, wordings, five, None).verdict is PromiseVerdict.MISSED
    assert rules.judged(_APRIL, wordings, six, None).verdict is PromiseVerdict.KEPT


@given(target=some.integers(1, 100), cut=some.integers(1, 29))
def test_the_same_words_again_need_as_much_as_before(target: int, cut: int) -> None:
    """A new edition that changes nothing changes no verdict."""
    parts = [
        _monthly(target, last=dt.date(2013, 4, cut)),
        _monthly(target, first=dt.date(2013, 4, cut + 1)),
    ]

    assert rules.needed(_APRIL, parts) == rules.needed(_APRIL, [_monthly(target)]) == target


def test_only_full_periods_count() -> None:
    days = Days(dt.date(2013, 3, 2), dt.date(2013, 6, 29))

    found = list(rules.full_periods(days, PromisePeriod.MONTH))

    assert [one.first for one in found] == [dt.date(2013, 4, 1), dt.date(2013, 5, 1)]
    assert list(rules.full_periods(days, PromisePeriod.EACH_TIME)) == []
    weeks = list(rules.full_periods(days, PromisePeriod.WEEK))
    assert {one.first.weekday() for one in weeks} == {0}


def test_without_facts_it_is_as_somebody_saw_it() -> None:
    seen = rules.judged(_APRIL, [_monthly(2)], None, PromiseVerdict.MISSED)

    assert (seen.verdict, seen.counted) == (PromiseVerdict.MISSED, None)
    nobody = rules.judged(_APRIL, [_monthly(2)], None, None)
    assert nobody.verdict is PromiseVerdict.NOT_COUNTABLE


def test_hours_count_by_their_amount() -> None:
    done = [Done(dt.date(2013, 4, 3), 4)]

    assert rules.judged(_APRIL, [_monthly(4)], done, None, by_amount=True).counted == 4


@pytest.mark.parametrize(
    ("unit", "is_countable", "code"),
    [("小时", True, "other_unit"), (None, True, "other_unit"), ("次", False, "no_target")],
)
def test_a_tie_to_facts_of_another_unit_is_refused(
    unit: str | None, code: str, *, is_countable: bool
) -> None:
    refusal = refused(
        rules.check_tie,
        PromiseFact.RECEPTIONS,
        unit=unit,
        is_countable=is_countable,
        name_of=str,
    )

    assert field_of(refusal) == ("fact", code)
