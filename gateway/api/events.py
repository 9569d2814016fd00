"""The log of events, for systems that poll."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.appeals.feed import ReadAppealsLog
from contracts.feed import LoggedEvents
from contracts.gateway.feed import LogFilter, ReadGatewayLog
from contracts.gateway.words import LogSource
from contracts.incentives.feed import ReadIncentivesLog
from contracts.recruitment.feed import ReadRecruitmentLog
from contracts.street.feed import ReadStreetLog
from contracts.volunteers.feed import ReadVolunteersLog
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("feed", "事件 · The log of events, for other systems")

#: The request that each of them answers.
OF_SOURCE: Mapping[
    LogSource,
    type[
        ReadAppealsLog
        | ReadRecruitmentLog
        | ReadVolunteersLog
        | ReadIncentivesLog
        | ReadStreetLog
        | ReadGatewayLog
    ],
] = {
    LogSource.APPEALS: ReadAppealsLog,
    LogSource.RECRUITMENT: ReadRecruitmentLog,
    LogSource.VOLUNTEERS: ReadVolunteersLog,
    LogSource.INCENTIVES: ReadIncentivesLog,
    LogSource.STREET: ReadStreetLog,
    LogSource.GATEWAY: ReadGatewayLog,
}


@routes.get("/api/v1/events", may=Action.EVENT_READ, filters=LogFilter, answers=LoggedEvents)
def read_events(filters: LogFilter) -> LoggedEvents:
    """Events in the order in which they were published; ask again after `last`."""
    return ask(OF_SOURCE[filters.source](after=filters.after, limit=filters.limit))
