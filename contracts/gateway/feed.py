"""Which log a request for events means."""

from __future__ import annotations

from enum import StrEnum

from contracts import fields
from contracts.feed import LogPlace
from contracts.registry import shape


class LogSource(StrEnum):
    """The services that keep a log for others."""

    APPEALS = "appeals"


@shape
class LogFilter(LogPlace):
    """A place in the log of one service."""

    source: LogSource = fields.choice("Whose events.", default=LogSource.APPEALS)
