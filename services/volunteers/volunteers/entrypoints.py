"""Requests about volunteers."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.volunteers import (
    RecordVolunteer,
    RegisterVolunteer,
    ShowOwnCode,
    ShowOwnVolunteer,
)
from services.volunteers.volunteers import operations, queries


class VolunteersEntrypoints(Service):
    """Registering. See also `registrations` and `register`."""

    register_volunteer = writes(RegisterVolunteer, operations.register)
    record_volunteer = writes(RecordVolunteer, operations.record)
    show_own_code = reads(ShowOwnCode, queries.code_of_account)
    show_own_volunteer = reads(ShowOwnVolunteer, queries.show_own)
