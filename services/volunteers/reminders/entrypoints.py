"""The request for what is due."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.volunteers.reminders import ListVolunteerReminders
from services.volunteers.reminders import queries


class RemindersEntrypoints(Service):
    """Today's list."""

    list_volunteer_reminders = reads(ListVolunteerReminders, queries.listed)
