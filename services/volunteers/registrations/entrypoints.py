"""Requests about a registration."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.volunteers import (
    ChangeVolunteer,
    LeaveVolunteers,
    MeetVolunteer,
    NameVolunteerAccount,
)
from services.volunteers.registrations import operations


class RegistrationsEntrypoints(Service):
    """Meeting, account, leaving."""

    change_volunteer = writes(ChangeVolunteer, operations.change)
    meet_volunteer = writes(MeetVolunteer, operations.meet)
    leave_volunteers = writes(LeaveVolunteers, operations.leave)
    name_volunteer_account = writes(NameVolunteerAccount, operations.name_account)
