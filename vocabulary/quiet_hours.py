"""The hours in which no message leaves (免打扰时段).

21:00 ───── quiet ───── 08:00 ─────────── messages ─────────── 21:00
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vocabulary.notices import QUIET_FROM, QUIET_UNTIL
from vocabulary.periods import SHANGHAI

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class QuietHours:
    """From a time of the day to another, by the clock of Shanghai; two equal ones: never."""

    begins: dt.time
    ends: dt.time

    def cover(self, time: dt.time) -> bool:
        """Whether this time of the day is quiet; the end is the first that is not."""
        if self.begins <= self.ends:
            return self.begins <= time < self.ends
        return time >= self.begins or time < self.ends


USUAL = QuietHours(dt.time.fromisoformat(QUIET_FROM), dt.time.fromisoformat(QUIET_UNTIL))


def next_allowed(moment: dt.datetime, quiet: QuietHours) -> dt.datetime:
    """The first moment, from this one on, at which a message may leave."""
    local = moment.astimezone(SHANGHAI)
    if not quiet.cover(local.time()):
        return moment
    end = dt.datetime.combine(local.date(), quiet.ends, SHANGHAI)
    return (end if end > local else end + _DAY).astimezone(dt.UTC)
