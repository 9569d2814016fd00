from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.street.totals import rules
from services.street.totals.rules import Count, Group
from vocabulary.periods import Period
from vocabulary.problems import Invalid

_OUTCOMES = [None, "settled", "explained", "escalated", "transferred", "declined", "withdrawn"]
_GROUPS = some.lists(
    some.builds(
        Group,
        community=some.sampled_from(["440305007001", "440305007003"]),
        category=some.sampled_from(["pets", "fire_safety", "garment_trade"]),
        applicant_group=some.sampled_from(["resident", "migrant_worker"]),
        outcome=some.sampled_from(_OUTCOMES),
        appeals=some.integers(1, 500),
    ),
    max_size=20,
)


def _groups(**appeals_by_outcome: int) -> list[Group]:
    return [
        Group("440305007001", "pets", "resident", None if outcome == "open" else outcome, appeals)
        for outcome, appeals in appeals_by_outcome.items()
    ]


def test_an_appeal_closed_by_explanation_is_closed_and_not_settled() -> None:
    """R37, R56: settled and closed are different numbers."""
    found = rules.count(_groups(settled=3, explained=2, open=1))

    assert Count(appeals=6, closed=5, settled=3) == found


@given(_GROUPS)
def test_never_more_settled_than_closed_nor_more_closed_than_received(
    groups: list[Group],
) -> None:
    for found in (rules.count(groups), *dict(rules.count_by(_community, groups)).values()):
        assert 0 <= found.settled <= found.closed <= found.appeals


@given(_GROUPS)
def test_the_communities_add_up_to_the_street(groups: list[Group]) -> None:
    parts = [found for _, found in rules.count_by(_community, groups)]

    whole = rules.count(groups)

    assert whole.appeals == sum(part.appeals for part in parts)
    assert whole.closed == sum(part.closed for part in parts)
    assert whole.settled == sum(part.settled for part in parts)


@given(_GROUPS, some.randoms())
def test_the_order_of_counting_changes_nothing(groups: list[Group], chance: object) -> None:
    shuffled = sorted(groups, key=lambda _: chance.random())  # type: ignore[attr-defined]  # hypothesis hides the class

    assert rules.count_by(_community, groups) == rules.count_by(_community, shuffled)


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        (424, 460, 92.17),  # the programme, printed 92 %
        (93, 95, 97.89),  # migrant workers, printed 98 %
        (1, 3, 33.33),
        (2, 3, 66.67),
        (1, 800, 0.13),  # 0.125: half goes up, where bankers would round to 0.12
        (3, 800, 0.38),
        (0, 7, 0.0),
        (7, 7, 100.0),
        (0, 0, None),
    ],
)
def test_a_share_is_rounded_half_up_to_two_places(
    numerator: int, denominator: int, percent: float | None
) -> None:
    """R56, R57."""
    assert percent == rules.percent(numerator, denominator)


@given(
    some.integers(1, 10**6).flatmap(
        lambda whole: some.tuples(some.integers(0, whole), some.just(whole))
    )
)
def test_a_printed_share_is_within_half_a_hundredth_of_the_true_one(share: tuple[int, int]) -> None:
    printed = rules.percent(*share)

    assert printed is not None
    assert abs(Fraction(str(printed)) - 100 * Fraction(*share)) <= Fraction(1, 200)


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


def _community(group: Group) -> str:
    return group.community


def _field(problem: Invalid) -> tuple[str, str]:
    return problem.fields[0].field, problem.fields[0].code
