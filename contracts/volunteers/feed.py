"""The volunteers' log of events, and what a copy of it is checked against."""

from __future__ import annotations

from contracts.feed import Digested, LoggedEvents, LogPlace, Sealed
from contracts.registry import Request, event, request


@request("volunteers", "read_volunteers_log", LoggedEvents)
class ReadVolunteersLog(LogPlace, Request[LoggedEvents]):
    """The events about volunteers after a place."""


@event("volunteers", subject="day", area=None)
class DayDigested(Digested):
    """A digest of what was published up to the end of a day: two numbers and a hash."""


@event("volunteers", subject="number", area=None)
class AuditSealed(Sealed):
    """A seal of the audit: how much was written since the seal before, and its digest."""
