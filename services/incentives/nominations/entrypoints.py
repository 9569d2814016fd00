"""Requests about nominations."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.incentives.nominations import (
    ListNominations,
    RecordNomination,
    RecordNominationOutcome,
    ShowNomination,
)
from services.incentives.nominations import operations, queries


class NominationsEntrypoints(Service):
    """Writing down and reading."""

    list_nominations = reads(ListNominations, queries.page)
    show_nomination = reads(ShowNomination, queries.one)
    record_nomination = writes(RecordNomination, operations.record)
    record_nomination_outcome = writes(RecordNominationOutcome, operations.record_outcome)
