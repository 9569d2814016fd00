"""Requests about a person's own data, and the clock that cleans."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.own_data import (
    EraseOwnGuest,
    EraseOwnVolunteer,
    ExportOwnGuest,
    ExportOwnVolunteer,
)
from groundwork.retention import cleans
from services.volunteers.own_data import operations, queries


class OwnDataEntrypoints(Service):
    """Copy and erasure. No copy of these answers stays behind, so none of them is repeatable."""

    export_own_volunteer = writes(ExportOwnVolunteer, queries.copy_of, repeatable=False)
    export_own_guest = writes(ExportOwnGuest, queries.copy_of_guest, repeatable=False)
    erase_own_guest = writes(EraseOwnGuest, operations.erase_own_guest, repeatable=False)
    erase_own_volunteer = writes(EraseOwnVolunteer, operations.erase_own, repeatable=False)

    clean_what_is_old = cleans("volunteers", operations.CLEANED)
