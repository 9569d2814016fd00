"""The register's log of events, and what a copy of it is checked against."""

from __future__ import annotations

from contracts.feed import Digested, LoggedEvents, LogPlace, Sealed
from contracts.registry import Request, event, request


@request("appeals", "read_appeals_log", LoggedEvents)
class ReadAppealsLog(LogPlace, Request[LoggedEvents]):
    """The register's events after a place."""


@event("appeals", subject="day", area=None)
class DayDigested(Digested):
    """A digest of what was published up to the end of a day: two numbers and a hash."""


@event("appeals", subject="number", area=None)
class AuditSealed(Sealed):
    """A seal of the audit: how much was written since the seal before, and its digest."""
