"""How often somebody may try a proof (核验), such as a phone or the code of the day."""

from __future__ import annotations

import datetime as dt

#: Typing errors that cost nothing.
FREE_TRIES = 3
_FIRST_SECONDS = 60
_LONGEST_SECONDS = 24 * 60 * 60


def wait_seconds(failures: int, last_at: dt.datetime | None, *, now: dt.datetime) -> int:
    """How long until the next attempt is checked; 0: now.

    After three failures a minute, then twice as long each time, at most a day.
    """
    if last_at is None or failures < FREE_TRIES:
        return 0
    doublings = min(failures - FREE_TRIES, 20)
    pause = min(_FIRST_SECONDS * 2**doublings, _LONGEST_SECONDS)
    left = (last_at + dt.timedelta(seconds=pause) - now).total_seconds()
    return max(0, int(-(-left // 1)))
