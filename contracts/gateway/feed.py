"""Which log a request for events means."""

from __future__ import annotations

from contracts import fields
from contracts.feed import LogPlace
from contracts.gateway.words import LogSource
from contracts.registry import shape


@shape
class LogFilter(LogPlace):
    """A place in the log of one service."""

    source: LogSource = fields.choice("Whose events.", default=LogSource.APPEALS)
