"""The log of events of incentives, and what a copy of it is checked against."""

from __future__ import annotations

from contracts.feed import Digested, LoggedEvents, LogPlace
from contracts.registry import Request, event, request


@request("incentives", "read_incentives_log", LoggedEvents)
class ReadIncentivesLog(LogPlace, Request[LoggedEvents]):
    """The events of incentives after a place."""


@event("incentives", subject="day", area=None)
class DayDigested(Digested):
    """A digest of what was published up to the end of a day: two numbers and a hash."""
