"""Requests about consents to back entries."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.back_entries import (
    AllowBackEntries,
    EndBackEntries,
    ListBackEntries,
    ShowBackEntries,
)
from services.recruitment.back_entries import operations, queries


class BackEntriesEntrypoints(Service):
    """Consenting to back entries, and reading the consents."""

    allow_back_entries = writes(AllowBackEntries, operations.allow)
    end_back_entries = writes(EndBackEntries, operations.end)
    show_back_entries = reads(ShowBackEntries, queries.show)
    list_back_entries = reads(ListBackEntries, queries.page)
