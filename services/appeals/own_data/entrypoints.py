"""Requests about a person's own data."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.appeals.own_data import (
    EraseAppeal,
    EraseOwnData,
    ExportOwnData,
)
from services.appeals.own_data import operations


class OwnDataEntrypoints(Service):
    """Copy and erasure. No copy of these answers stays behind, so none of them is repeatable."""

    export_own_data = writes(ExportOwnData, operations.export, repeatable=False)
    erase_own_data = writes(EraseOwnData, operations.erase_own, repeatable=False)
    erase_appeal = writes(EraseAppeal, operations.erase_for_the_person, repeatable=False)
