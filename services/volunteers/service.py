"""The volunteers' service as one class of entry points."""

from __future__ import annotations

from audit import reading
from bus.entrypoints import reads
from contracts.audit import ReadVolunteersAudit
from groundwork.areas import AreasEntrypoints
from groundwork.calendar import CalendarEntrypoints
from groundwork.parameters import ParametersEntrypoints
from services.volunteers.feed.entrypoints import FeedEntrypoints


class VolunteersService(
    AreasEntrypoints,
    ParametersEntrypoints,
    CalendarEntrypoints,
    FeedEntrypoints,
):
    """Everything that the volunteers' service answers and listens to."""

    name = "volunteers"
    database_name = "volunteers"

    audit_of_volunteers = reads(ReadVolunteersAudit, reading.page)
