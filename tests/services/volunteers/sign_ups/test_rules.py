"""Room, the time to answer, and what is possible; without a database."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from contracts.volunteers.words import SignUpState as S
from services.volunteers.sign_ups import rules
from tests.builders import refused

_NOW = dt.datetime(2026, 3, 6, 2, 0, tzinfo=dt.UTC)
_HOUR = dt.timedelta(hours=1)


def test_nobody_passes_the_people_who_wait() -> None:
    assert rules.state_of_new(free=1, heads=1, waiting=0) is S.CONFIRMED
    assert rules.state_of_new(free=1, heads=1, waiting=1) is S.WAITING
    assert rules.state_of_new(free=1, heads=2, waiting=0) is S.WAITING


def test_an_offer_stands_a_day_and_less_when_the_shift_is_near() -> None:
    assert rules.answer_by(_NOW, _NOW + 100 * _HOUR, 24) == _NOW + 24 * _HOUR
    assert rules.answer_by(_NOW, _NOW + 10 * _HOUR, 24) == _NOW + 5 * _HOUR


@given(hours=st.integers(1, 168), left=st.integers(1, 10_000))
def test_an_offer_always_leaves_time_for_the_next_one(hours: int, left: int) -> None:
    starts_at = _NOW + dt.timedelta(minutes=left)

    until = rules.answer_by(_NOW, starts_at, hours)

    assert _NOW < until < starts_at


def test_an_answer_that_comes_too_late_is_refused() -> None:
    rules.check_in_time("百家宴", _NOW + _HOUR, _NOW)

    assert refused(rules.check_in_time, "百家宴", _NOW, _NOW).status == 409


def test_the_table_is_the_one_in_the_docstring() -> None:
    drawn = " ".join(rules.TABLE.drawing().split())
    assert drawn in " ".join((rules.__doc__ or "").split())
