"""Requests of calendars."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.calendars import (
    ReadCommunityCalendar,
    ReadOwnCalendar,
    RenewOwnCalendar,
    ShowOwnCalendar,
)
from services.volunteers.calendars import operations, queries


class CalendarsEntrypoints(Service):
    """A calendar of one person, and one of a community."""

    show_own_calendar = reads(ShowOwnCalendar, queries.show_own)
    renew_own_calendar = writes(RenewOwnCalendar, operations.renew_own)
    read_own_calendar = reads(ReadOwnCalendar, queries.own)
    read_community_calendar = reads(ReadCommunityCalendar, queries.of_community)
