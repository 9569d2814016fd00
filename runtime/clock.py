"""The time, asked in one place."""

from __future__ import annotations

import datetime as dt
import time


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def monotonic() -> float:
    """Seconds that only grow; for measuring how long something took."""
    return time.monotonic()
