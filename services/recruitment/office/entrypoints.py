"""Requests about the unified parts and the commissioners in office."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.commissioners import ListServing
from contracts.recruitment.office import (
    ListNamesToHonour,
    ListPublicCommissioners,
    ListPublicNames,
    MarkPart,
)
from services.recruitment.office import operations, queries


class OfficeEntrypoints(Service):
    """The unified parts, and commissioners in office."""

    mark_part = writes(MarkPart, operations.record_ceremony)
    list_serving = reads(ListServing, queries.serving)
    public_commissioners = reads(ListPublicCommissioners, queries.public_commissioners)
    list_public_names = reads(ListPublicNames, queries.public_names)
    list_names_to_honour = reads(ListNamesToHonour, queries.names_to_honour)
