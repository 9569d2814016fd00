"""The register's log of events, and what a copy of it is checked against."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.feed import LoggedEvents, LogPlace
from contracts.registry import Event, Request, event, request

_PLACES = 2**53


@request("appeals", "read_appeals_log", LoggedEvents)
class ReadAppealsLog(LogPlace, Request[LoggedEvents]):
    """The register's events after a place."""


@event("appeals", subject="day", area=None)
class DayDigested(Event):
    """What was published up to the end of a day, in two numbers and a hash."""

    day: dt.date = fields.plain("The last day that is in it, in Asia/Shanghai.")
    first: int = fields.number("The first place in it.", least=1, most=_PLACES)
    last: int = fields.number("The last place in it.", least=1, most=_PLACES)
    sha256: str = fields.pattern(
        "Of the events' ids in their order, each followed by a line feed; hexadecimal.",
        r"^[0-9a-f]{64}$",
        error="Must be 64 hexadecimal digits.",
    )
    version: int = fields.number("Always 1: a day is digested once.", least=1, most=1)
