"""Requests about honours and evaluations."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.merits import (
    ListVolunteerMerits,
    RecordVolunteerMerit,
    RemoveVolunteerMerit,
    ShowOwnRecord,
)
from services.volunteers.merits import operations, queries


class MeritsEntrypoints(Service):
    """What volunteers were honoured for, and how they were evaluated."""

    record_volunteer_merit = writes(RecordVolunteerMerit, operations.record)
    list_volunteer_merits = reads(ListVolunteerMerits, queries.of_registration)
    remove_volunteer_merit = writes(RemoveVolunteerMerit, operations.remove)
    show_own_record = reads(ShowOwnRecord, queries.own)
