"""The request that imports lines of a table."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.imports import ImportVolunteers
from services.volunteers.imports import operations


class ImportsEntrypoints(Service):
    """People from a table."""

    import_volunteers = writes(ImportVolunteers, operations.import_rows)
