from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.appeals.appeal.rules import Reminder
from services.appeals.deadlines import rules
from tests.builders import field_of, refused

_DAYS = some.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1))
_DUE = dt.date(2013, 5, 17)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (dt.date(2013, 5, 16), Reminder.DUE_SOON),
        (dt.date(2013, 5, 17), Reminder.DUE_SOON),
        (dt.date(2013, 5, 18), Reminder.OVERDUE),
    ],
)
def test_the_due_day_itself_still_belongs_to_the_work(today: dt.date, told: Reminder) -> None:
    assert rules.reminder_on(today, _DUE) is told


@given(_DAYS, some.sets(some.integers(-400, 400)))
def test_however_often_the_clock_looks_each_reminder_comes_once_and_in_order(
    due_on: dt.date, looks: set[int]
) -> None:
    told = []
    following: dt.date | None = rules.first_look(due_on)
    for today in sorted(due_on + dt.timedelta(days=days) for days in looks):
        if following is not None and following <= today:
            told.append(rules.reminder_on(today, due_on))
            following = rules.next_look(told[-1], due_on)

    assert told in (
        [],
        [Reminder.DUE_SOON],
        [Reminder.OVERDUE],
        [Reminder.DUE_SOON, Reminder.OVERDUE],
    )
    assert (Reminder.OVERDUE in told) is any(days > 0 for days in looks)
    assert (Reminder.DUE_SOON in told) is bool({-1, 0} & looks)


def test_a_day_before_the_assignment_is_refused_and_the_day_itself_is_not() -> None:
    rules.check_due_day(_DUE, assigned_on=_DUE)

    refusal = refused(rules.check_due_day, _DUE, assigned_on=_DUE + dt.timedelta(days=1))

    assert field_of(refusal) == ("due_on", "before_assignment")
    assert "2013-05-17" in refusal.zh
    assert "2013-05-18" in refusal.en
