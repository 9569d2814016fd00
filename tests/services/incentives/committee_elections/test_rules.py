"""Seats against a target."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from services.incentives.committee_elections import rules

_SEATS = st.integers(1, 99)


@given(_SEATS, st.data())
def test_one_more_commissioner_never_misses_a_target_that_was_met(
    seats: int, data: st.DataObject
) -> None:
    theirs = data.draw(st.integers(0, seats - 1))
    target = data.draw(st.integers(0, 100))

    assert rules.meets(seats, theirs + 1, target) or not rules.meets(seats, theirs, target)


def test_a_third_does_not_reach_34_percent() -> None:
    assert (rules.meets(9, 3, 33), rules.meets(9, 3, 34)) == (True, False)


def test_a_term_is_five_years() -> None:
    assert rules.next_due(dt.date(2012, 2, 29)) == dt.date(2017, 2, 28)
