"""Room, the time to answer, and what is possible; without a database."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from contracts.volunteers.words import SignUpState as S
from services.volunteers.sign_ups import rules
from tests.builders import refused, shanghai
from vocabulary.quiet_hours import USUAL, next_allowed

_NOW = dt.datetime(2026, 3, 6, 2, 0, tzinfo=dt.UTC)
_HOUR = dt.timedelta(hours=1)


def test_nobody_passes_the_people_who_wait() -> None:
    assert rules.state_of_new(free=1, heads=1, waiting=0) is S.CONFIRMED
    assert rules.state_of_new(free=1, heads=1, waiting=1) is S.WAITING
    assert rules.state_of_new(free=1, heads=2, waiting=0) is S.WAITING


def test_an_offer_stands_its_hours_and_less_on_the_last_day_only() -> None:
    assert rules.answer_by(_NOW, _NOW + 100 * _HOUR, 24) == _NOW + 24 * _HOUR
    assert rules.answer_by(_NOW, _NOW + 25 * _HOUR, 24) == _NOW + 24 * _HOUR
    assert rules.answer_by(_NOW, _NOW + 10 * _HOUR, 24) == _NOW + 5 * _HOUR


def test_an_offer_at_night_does_not_lapse_before_its_message_leaves() -> None:
    """The hours count from the end of the quiet hours; a shift within them leaves no such time."""
    night, morning = shanghai(2026, 3, 6, 22), shanghai(2026, 3, 7, 8)

    assert rules.answer_by(night, night + 100 * _HOUR, 6) == morning + 6 * _HOUR
    assert rules.answer_by(night, morning + 2 * _HOUR, 24) == morning + _HOUR
    assert rules.answer_by(night, night + 8 * _HOUR, 24) == night + 4 * _HOUR


@given(minute=st.integers(0, 1_439), hours=st.integers(1, 168), left=st.integers(1, 10_000))
def test_an_offer_always_leaves_time_for_the_next_one(minute: int, hours: int, left: int) -> None:
    now = _NOW + dt.timedelta(minutes=minute)
    starts_at = now + dt.timedelta(minutes=left)

    until = rules.answer_by(now, starts_at, hours)

    assert now < until < starts_at
    assert until > next_allowed(now, USUAL) or starts_at <= next_allowed(now, USUAL)


def test_an_answer_that_comes_too_late_is_refused() -> None:
    rules.check_in_time("百家宴", _NOW + _HOUR, _NOW)

    assert refused(rules.check_in_time, "百家宴", _NOW, _NOW).status == 409


def test_the_table_is_the_one_in_the_docstring() -> None:
    drawn = " ".join(rules.TABLE.drawing().split())
    assert drawn in " ".join((rules.__doc__ or "").split())
