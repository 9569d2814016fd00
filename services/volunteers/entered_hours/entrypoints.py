"""The request that enters hours."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.hours import EnterHours
from services.volunteers.entered_hours import operations


class EnteredHoursEntrypoints(Service):
    """Entering hours."""

    enter_hours = writes(EnterHours, operations.enter)
