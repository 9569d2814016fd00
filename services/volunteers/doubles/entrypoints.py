"""Requests about registrations with one phone."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.doubles import KeepVolunteersApart, ListDoubles, MergeVolunteers
from services.volunteers.doubles import operations, queries


class DoublesEntrypoints(Service):
    """One person twice, or two people."""

    list_doubles = reads(ListDoubles, queries.listed)
    merge_volunteers = writes(MergeVolunteers, operations.merge)
    keep_volunteers_apart = writes(KeepVolunteersApart, operations.keep_apart)
