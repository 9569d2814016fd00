"""When people are reminded of a shift: the evening before, ahead of the quiet hours."""

from __future__ import annotations

import datetime as dt

from vocabulary.periods import SHANGHAI, day_of
from vocabulary.quiet_hours import USUAL

_FROM = dt.time(18)
_DAY = dt.timedelta(days=1)


def is_evening(now: dt.datetime) -> bool:
    """Whether reminders go out now; a message at night would only arrive on the day."""
    return _FROM <= now.astimezone(SHANGHAI).time() < USUAL.begins


def tomorrow(now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The beginning of tomorrow, and its end."""
    begins = dt.datetime.combine(day_of(now) + _DAY, dt.time(), SHANGHAI)
    return begins, begins + _DAY
