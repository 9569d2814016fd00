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
_TIMES = PromiseFact.RECEPTIONS


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
    assert rules.judged(_TIMES, _APRIL, [_monthly(2)], _done(*done)).verdict is verdict


def test_a_promise_that_changes_in_mid_month_is_judged_by_the_days_of_each() -> None:
    """Two a month for ten days of thirty, and eight a month for twenty: six are needed."""
    wordings = [
        _monthly(2, last=dt.date(2013, 4, 10)),
        _monthly(8, first=dt.date(2013, 4, 11)),
    ]

    assert rules.needed(_APRIL, wordings) == 6
    five, six = _done(1, 2, 3, 4, 5), _done(1, 2, 3, 4, 5, 30)
    assert rules.judged(_TIMES, _APRIL, wordings, five).verdict is PromiseVerdict.MISSED
    assert rules.judged(_TIMES, _APRIL, wordings, six).verdict is PromiseVerdict.KEPT


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
    seen = rules.seen(_APRIL, PromiseVerdict.MISSED)

    assert (seen.verdict, seen.counted) == (PromiseVerdict.MISSED, None)
    assert rules.seen(_APRIL, None).verdict is PromiseVerdict.NOT_COUNTABLE


def test_hours_count_by_their_amount() -> None:
    done = [Done(dt.date(2013, 4, 3), 4)]

    assert rules.judged(PromiseFact.TRAINING_HOURS, _APRIL, [_monthly(4)], done).counted == 4


def _answers(**hours: int) -> list[Done]:
    return [Done(dt.date(2013, 4, int(day[1:])), each) for day, each in hours.items()]


def _each_time(hours: int, first: int = 1, last: int = 30) -> Wording:
    days = Days(dt.date(2013, 4, first), dt.date(2013, 4, last))
    return Wording(days, hours, PromisePeriod.EACH_TIME)


def test_first_answers_are_kept_if_each_came_within_the_hours() -> None:
    tied = PromiseFact.FIRST_ANSWERS
    wordings = [_each_time(24)]

    all_in_time = rules.judged(tied, _APRIL, wordings, _answers(d3=2, d9=24))
    assert (all_in_time.verdict, all_in_time.counted, all_in_time.needed) == (
        PromiseVerdict.KEPT,
        2,
        2,
    )
    one_late = rules.judged(tied, _APRIL, wordings, _answers(d3=2, d9=25))
    assert (one_late.verdict, one_late.counted, one_late.needed) == (PromiseVerdict.MISSED, 1, 2)
    assert rules.judged(tied, _APRIL, wordings, []).verdict is PromiseVerdict.NOT_COUNTABLE


def test_a_first_answer_is_judged_by_the_hours_promised_on_its_day() -> None:
    """24 hours until the 10th, 48 from then on: 30 hours are late before, and in time after."""
    wordings = [_each_time(24, last=10), _each_time(48, first=11)]

    def verdict(**hours: int) -> PromiseVerdict:
        return rules.judged(PromiseFact.FIRST_ANSWERS, _APRIL, wordings, _answers(**hours)).verdict

    assert verdict(d11=30) is PromiseVerdict.KEPT
    assert verdict(d10=30) is PromiseVerdict.MISSED
    unsaid = [_each_time(24, first=5)]
    early = rules.judged(PromiseFact.FIRST_ANSWERS, _APRIL, unsaid, _answers(d3=1))
    assert early.verdict is PromiseVerdict.NOT_COUNTABLE


@pytest.mark.parametrize(
    ("fact", "unit", "has_target", "has_period", "code"),
    [
        (PromiseFact.RECEPTIONS, "小时", True, True, "other_unit"),
        (PromiseFact.RECEPTIONS, None, True, True, "other_unit"),
        (PromiseFact.RECEPTIONS, "次", False, True, "no_target"),
        (PromiseFact.RECEPTIONS, "次", True, False, "no_target"),
        (PromiseFact.ACTIVITIES, "件", True, True, "other_unit"),
        (PromiseFact.FIRST_ANSWERS, "次", True, False, "other_unit"),
        (PromiseFact.FIRST_ANSWERS, "小时", False, False, "no_target"),
    ],
)
def test_a_tie_to_facts_of_another_unit_is_refused(
    fact: PromiseFact, unit: str | None, code: str, *, has_target: bool, has_period: bool
) -> None:
    refusal = refused(
        rules.check_tie,
        fact,
        unit=unit,
        has_target=has_target,
        has_period=has_period,
        name_of=str,
    )

    assert field_of(refusal) == ("fact", code)


def test_first_answers_need_no_period() -> None:
    rules.check_tie(
        PromiseFact.FIRST_ANSWERS, unit="小时", has_target=True, has_period=False, name_of=str
    )
