"""What a review comes to: mean, spread and dissent of enough sheets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.incentives.project_reviews.rules import BEST, Result, summed

_SHEETS = st.lists(st.lists(st.integers(1, BEST), min_size=2, max_size=2), min_size=1, max_size=20)


def test_a_split_view_shows_as_spread_and_dissent() -> None:
    agreed, split = Result([0, 0, 6, 0, 0]), Result([2, 0, 0, 0, 4])

    assert (agreed.mean, agreed.spread, agreed.dissent) == (3.0, 0.0, 0)
    assert (split.mean, split.spread, split.dissent) == (3.67, 1.89, 2)


def test_dissent_from_a_bad_mean_are_the_good_scores() -> None:
    assert Result([5, 0, 0, 1, 0]).dissent == 1


@given(_SHEETS)
def test_the_order_of_sheets_changes_nothing(sheets: list[list[int]]) -> None:
    turned = list(reversed(sheets))

    assert summed(sheets, 2, fewest=1) == summed(turned, 2, fewest=1)


@given(_SHEETS)
def test_everybody_is_counted_once_for_each_criterion(sheets: list[list[int]]) -> None:
    found = summed(sheets, 2, fewest=1)

    assert [sum(scores) for scores in found] == [len(sheets)] * 2
    assert all(1 <= Result(scores).mean <= BEST for scores in found)


@given(_SHEETS)
def test_of_too_few_nothing_is_kept(sheets: list[list[int]]) -> None:
    assert summed(sheets, 2, fewest=len(sheets) + 1) == []
