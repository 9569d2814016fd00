from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import field_of, refused
from vocabulary import moments

_TODAY = dt.date(2014, 5, 4)


@pytest.mark.parametrize("days", [0, 1, 400])
def test_what_is_set_counts_from_today_or_later(days: int) -> None:
    moments.check_effective(_TODAY + dt.timedelta(days), today=_TODAY)


def test_nothing_is_set_for_days_that_have_passed() -> None:
    """What was done under the old number or text would become wrong."""
    yesterday = _TODAY - dt.timedelta(days=1)

    problem = refused(moments.check_effective, yesterday, today=_TODAY)

    assert field_of(problem) == ("effective_from", "in_the_past")
