"""When the clock looks at an appeal, and what it reports.

    day                      it tells    and looks again
    the day before, the day  due_soon    the day after the due day
    after it                 overdue     never

An appeal already overdue when the clock reaches it is not due soon any more. Days are those of
Asia/Shanghai, all of them, not working days.
"""

from __future__ import annotations

import datetime as dt

from services.appeals.appeal.rules import Reminder
from vocabulary.problems import wrong_field

_DAY = dt.timedelta(days=1)


def check_due_day(due_on: dt.date, *, assigned_on: dt.date) -> None:
    """Let a day pass on which the work can still be done.

    Raises:
        Invalid: names `due_on`.
    """
    if due_on < assigned_on:
        raise wrong_field(
            "due_on",
            "before_assignment",
            zh=f"办理期限 {due_on} 早于交办日 {assigned_on}，请改为当日或之后。",
            en=f"The due day {due_on} is before the assignment on {assigned_on}; give that "
            "day or a later one.",
        )


def first_look(due_on: dt.date) -> dt.date:
    """The day on which the clock first looks at it."""
    return due_on - _DAY


def reminder_on(today: dt.date, due_on: dt.date) -> Reminder:
    """The reminder of the clock when it looks at it today."""
    return Reminder.OVERDUE if today > due_on else Reminder.DUE_SOON


def next_look(told: Reminder, due_on: dt.date) -> dt.date | None:
    """The day on which the clock looks at it again; None: never."""
    return due_on + _DAY if told is Reminder.DUE_SOON else None
