"""Requests about receptions."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.appeals.receptions import (
    ListReceptions,
    RecordReception,
)
from services.appeals.receptions import operations, queries


class ReceptionsEntrypoints(Service):
    """Writing receptions down, and listing them."""

    record_reception = writes(RecordReception, operations.record)
    list_receptions = reads(ListReceptions, queries.page)
