"""When people are reminded to settle a project."""

from __future__ import annotations

import datetime as dt

#: So long before the last day the first reminder goes out; and so often again.
AHEAD_DAYS = EVERY_DAYS = 7


def reminded_before(today: dt.date) -> dt.date:
    """A reminder on this day or earlier is repeated today."""
    return today - dt.timedelta(days=EVERY_DAYS)


def due_by(today: dt.date) -> dt.date:
    """A last day up to this one is reminded of today."""
    return today + dt.timedelta(days=AHEAD_DAYS)
