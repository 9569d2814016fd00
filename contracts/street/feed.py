"""The street's log of events, and what a copy of it is checked against."""

from __future__ import annotations

from contracts.feed import Digested, LoggedEvents, LogPlace, Sealed
from contracts.registry import Request, event, request


@request("street", "read_street_log", LoggedEvents)
class ReadStreetLog(LogPlace, Request[LoggedEvents]):
    """The street's events after a place."""


@event("street", subject="day", area=None)
class DayDigested(Digested):
    """A digest of what was published up to the end of a day: two numbers and a hash."""


@event("street", subject="number", area=None)
class AuditSealed(Sealed):
    """A seal of the audit: how much was written since the seal before, and its digest."""
