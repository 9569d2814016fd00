"""A clock that jumps changes nothing that the process does, until somebody says that it is right."""

from __future__ import annotations

import datetime as dt

import pytest

from runtime.clock_trust import Trust
from vocabulary.problems import ClockInDoubt

_NOW = dt.datetime(2013, 5, 4, 9, tzinfo=dt.UTC)
_YEARS = dt.timedelta(days=1461)
_A_LITTLE = dt.timedelta(minutes=1)


@pytest.fixture
def trust() -> Trust:
    found = Trust()
    found.follow(_NOW)
    return found


def test_a_small_correction_is_followed(trust: Trust) -> None:
    moment = _NOW + dt.timedelta(minutes=30)

    assert trust.corrected(moment) == moment
    assert trust.doubt is None


@pytest.mark.parametrize("jump", [_YEARS, -_YEARS, dt.timedelta(hours=2)], ids=str)
def test_after_a_jump_time_goes_on_as_if_there_had_been_none(
    trust: Trust, jump: dt.timedelta
) -> None:
    found = trust.corrected(_NOW + jump)

    assert abs(found - _NOW) < _A_LITTLE
    assert "jumped" in (trust.doubt or "")


def test_a_clock_that_jumped_back_and_forth_stays_in_doubt_until_it_is_confirmed(
    trust: Trust,
) -> None:
    trust.corrected(_NOW + _YEARS)
    trust.corrected(_NOW)
    trust.follow(_NOW)
    before = trust.doubt

    trust.confirm()

    assert (before is None, trust.doubt) == (False, None)
    assert trust.corrected(_NOW + _YEARS) == _NOW + _YEARS


def test_a_clock_in_doubt_gives_numbers_of_the_year_in_which_it_was_right_alone(
    trust: Trust,
) -> None:
    trust.check_year(2017)
    trust.suspect("it is wrong", _NOW)

    trust.check_year(2013)
    with pytest.raises(ClockInDoubt):
        trust.check_year(2017)
    assert trust.is_refusing
