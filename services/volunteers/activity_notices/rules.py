"""How a time is written in a message."""

from __future__ import annotations

import datetime as dt

from vocabulary.periods import SHANGHAI


def when(moment: dt.datetime) -> str:
    """A moment as people in Shenzhen read it: 2026-11-28 14:30."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
