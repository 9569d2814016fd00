"""The choice of a log in a request for events, and the gateway's own log."""

from __future__ import annotations

from contracts import fields
from contracts.feed import Digested, LoggedEvents, LogPlace, Sealed
from contracts.gateway.words import LogSource
from contracts.registry import Request, event, request, shape


@shape
class LogFilter(LogPlace):
    """A place in the log of one service."""

    source: LogSource = fields.choice(
        "The service whose events to read.", default=LogSource.APPEALS
    )


@request("gateway", "read_gateway_log", LoggedEvents)
class ReadGatewayLog(LogPlace, Request[LoggedEvents]):
    """The gateway's events after a place."""


@event("gateway", subject="day", area=None)
class DayDigested(Digested):
    """A digest of what was published up to the end of a day: two numbers and a hash."""


@event("gateway", subject="number", area=None)
class AuditSealed(Sealed):
    """A seal of the audit: how much was written since the seal before, and its digest."""
