"""Requests about tables for the national system."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.national import (
    CheckNationalTable,
    ExportNationalTable,
    SetNationalColumns,
    ShowNationalColumns,
)
from services.volunteers.national import operations, queries


class NationalEntrypoints(Service):
    """Columns, trial and export."""

    show_national_columns = reads(ShowNationalColumns, queries.show)
    set_national_columns = writes(SetNationalColumns, operations.set_columns)
    check_national_table = reads(CheckNationalTable, queries.check)
    # Full names are stored for no repetition: who asks again has it recorded again.
    export_national_table = writes(ExportNationalTable, operations.export, repeatable=False)
