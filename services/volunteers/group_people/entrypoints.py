"""Requests about the people of groups."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.groups import NameGroupPerson, RemoveGroupPerson
from services.volunteers.group_people import operations


class GroupPeopleEntrypoints(Service):
    """Naming people, and letting them go."""

    name_group_person = writes(NameGroupPerson, operations.name)
    remove_group_person = writes(RemoveGroupPerson, operations.remove)
