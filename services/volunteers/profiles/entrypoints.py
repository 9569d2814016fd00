"""Requests about what a person brings along, and their contact."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.profiles import ChangeOwnContact, SetOwnProfile, SetVolunteerProfile
from services.volunteers.profiles import operations


class ProfilesEntrypoints(Service):
    """Changes of it, by the person and by clerks."""

    set_volunteer_profile = writes(SetVolunteerProfile, operations.write_down)
    set_own_profile = writes(SetOwnProfile, operations.set_own)
    change_own_contact = writes(ChangeOwnContact, operations.change_own_contact)
