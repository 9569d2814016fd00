"""The time, asked in one place."""

from __future__ import annotations

import datetime as dt
import time

from runtime.clock_trust import TRUST


def now() -> dt.datetime:
    """This moment, in UTC; after a jump of the clock, as if it had not jumped."""
    return wall() if TRUST.is_straight() else TRUST.corrected(wall())


def wall() -> dt.datetime:
    """What the machine's clock says, right or wrong."""
    return dt.datetime.now(dt.UTC)


def monotonic() -> float:
    """Seconds that only grow; for measuring how long something took."""
    return time.monotonic()
