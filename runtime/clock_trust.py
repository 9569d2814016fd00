"""Whether the clock can be trusted: what ends, numbers or erases by a wrong one cannot be undone.

The clock is held against the one that counts seconds since the machine began, asleep or not. After
a jump of more than an hour the process goes on by the seconds counted, until an operator confirms
which time it is (`linli clock confirm`).
"""

from __future__ import annotations

import datetime as dt
import math
import time

from vocabulary.counted import counted
from vocabulary.problems import ClockInDoubt

_LARGEST_JUMP = dt.timedelta(hours=1)
_LARGEST_SECONDS = _LARGEST_JUMP.total_seconds()
_COUNTING = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Trust:
    """What one process knows of its clock."""

    def __init__(self) -> None:
        #: Why the clock is in doubt; None while it is not.
        self.doubt: str | None = None
        #: Whether something waits for the confirmation.
        self.is_refusing = False
        self._year: int | None = None
        self._has_jumped = False
        self._wall: dt.datetime | None = None
        self._counted = 0.0
        #: Seconds of the clock before those counted; nothing is known of it at first.
        self._ahead = math.inf

    def is_straight(self) -> bool:
        """Whether the clock goes on as it did: in less time than `corrected` takes to say so."""
        jumped = time.time() - time.clock_gettime(_COUNTING) - self._ahead  # noqa: TID251 - asked on behalf of runtime.clock
        return -_LARGEST_SECONDS < jumped < _LARGEST_SECONDS and not self._has_jumped

    def corrected(self, wall: dt.datetime) -> dt.datetime:
        """What the clock says, or after a jump what it would say without it."""
        counted = time.clock_gettime(_COUNTING)
        if self._wall is None:
            self._begin(wall, counted)
            return wall
        expected = self._wall + dt.timedelta(seconds=counted - self._counted)
        if not self._has_jumped:
            if abs(wall - expected) <= _LARGEST_JUMP:
                return wall
            self._has_jumped = True
            self.suspect(_jumped(wall - expected), expected)
        return expected

    def follow(self, wall: dt.datetime) -> None:
        """Go on from here: the clock was looked at and is right."""
        if self.doubt is None:
            self._begin(wall, time.clock_gettime(_COUNTING))
            self._year = wall.year

    def suspect(self, why: str, last_right: dt.datetime) -> None:
        """Doubt the clock from now on; it was right at that moment."""
        if self.doubt is None:
            self.doubt = f"{why}; set it right, then run `linli clock confirm`"
            self._year = last_right.year

    def confirm(self) -> None:
        """An operator says that the clock is right."""
        self.doubt, self.is_refusing = None, False
        self._has_jumped, self._wall, self._ahead = False, None, math.inf

    def _begin(self, wall: dt.datetime, counted: float) -> None:
        self._wall, self._counted = wall, counted
        self._ahead = wall.timestamp() - counted

    def check_year(self, year: int) -> None:
        """Let pass a number of this year.

        Raises:
            ClockInDoubt: the clock is in doubt, and it was another year when it was not.
        """
        if self.doubt is not None and year != self._year:
            self.is_refusing = True
            raise ClockInDoubt(
                "系统时钟有疑问，暂时不能编号，请联系管理员。",
                "The system's clock is in doubt, so no number can be given now. Tell the operator.",
                retry_after_seconds=60,
            )


def _jumped(by: dt.timedelta) -> str:
    way = "ahead" if by > dt.timedelta(0) else "back"
    hours = counted(round(abs(by).total_seconds() / 3600), "hour", "hours")
    return f"the clock jumped {hours} {way}"


TRUST = Trust()
