from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vocabulary.tries import wait_seconds

_NOON = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (2, 0), (3, 60), (4, 120), (5, 240), (30, 86_400)]
)
def test_each_failure_doubles_the_wait(failures: int, seconds: int) -> None:
    assert wait_seconds(failures, _NOON, now=_NOON) == seconds


def test_waiting_ends() -> None:
    last = _NOON - dt.timedelta(seconds=60)

    assert wait_seconds(3, last, now=_NOON) == 0
    assert wait_seconds(3, last, now=_NOON - dt.timedelta(seconds=0.5)) == 1


@given(some.integers(0, 10**6), some.integers(0, 10**6))
def test_nobody_waits_longer_than_a_day(failures: int, ago: int) -> None:
    waited = wait_seconds(failures, _NOON - dt.timedelta(seconds=ago), now=_NOON)

    assert 0 <= waited <= 86_400
