from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vocabulary import shares


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
    assert percent == shares.percent(numerator, denominator)


@given(
    some.integers(1, 10**6).flatmap(
        lambda whole: some.tuples(some.integers(0, whole), some.just(whole))
    )
)
def test_a_printed_share_is_within_half_a_hundredth_of_the_true_one(share: tuple[int, int]) -> None:
    printed = shares.percent(*share)

    assert printed is not None
    assert abs(Fraction(str(printed)) - 100 * Fraction(*share)) <= Fraction(1, 200)
