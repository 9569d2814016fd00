"""The log of events of incentives, and what a copy of it is checked against."""

from __future__ import annotations

from contracts.feed import Digested, LoggedEvents, LogPlace, Sealed
from contracts.registry import Request, event, request


@request("incentives", "read_incentives_log", LoggedEvents)
class ReadIncentivesLog(LogPlace, Request[LoggedEvents]):
    """The events of incentives after a place."""


@event("incentives", subject="day", area=None)
class DayDigested(Digested):
    """A digest of what was published up to the end of a day: two numbers and a hash."""


@event("incentives", subject="number", area=None)
class AuditSealed(Sealed):
    """A seal of the audit: how much was written since the seal before, and its digest."""
