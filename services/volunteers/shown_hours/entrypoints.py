"""Requests for the hours that are shown."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.volunteers.shown_hours import ListOwnShownHours, ListShownHours
from services.volunteers.shown_hours import queries


class ShownHoursEntrypoints(Service):
    """For members of the community, with an account or by code."""

    list_shown_hours = reads(ListShownHours, queries.page)
    list_own_shown_hours = reads(ListOwnShownHours, queries.page_of_person)
