"""Requests that read the register."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.volunteers.volunteers import ListVolunteers, ShowVolunteer
from services.volunteers.register import queries


class RegisterEntrypoints(Service):
    """One volunteer, and lists."""

    show_volunteer = reads(ShowVolunteer, queries.show)
    list_volunteers = reads(ListVolunteers, queries.page)
