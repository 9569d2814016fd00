"""The log of events, for systems that would rather ask than be told."""

from __future__ import annotations

from contracts.appeals.feed import ReadAppealsLog
from contracts.feed import LoggedEvents
from contracts.gateway.feed import LogFilter, LogSource
from gateway.api.routes import Routes, ask
from gateway.identity.rules import Permission

routes = Routes("feed", "事件 · The log of events, for other systems")

_LOGS = {LogSource.APPEALS: ReadAppealsLog}


@routes.get("/api/v1/events", may=Permission.READ_LOG, filters=LogFilter, answers=LoggedEvents)
def events(filters: LogFilter) -> LoggedEvents:
    """Events in the order in which they were published; ask again after `last`."""
    return ask(_LOGS[filters.source](after=filters.after, limit=filters.limit))
