"""Requests about consents to back entries."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.back_entries import (
    AllowBackEntries,
    BackEntryPage,
    BackEntryView,
    EndBackEntries,
    ListBackEntries,
    ShowBackEntries,
)
from services.recruitment.back_entries import operations, queries


class BackEntriesEntrypoints(Service):
    """Consenting to back entries, and reading the consents."""

    @rpc(AllowBackEntries, writes=True)
    def allow_back_entries(self, work: Work, request: AllowBackEntries) -> BackEntryView:
        return operations.allow(work.session, work.actor, request)

    @rpc(EndBackEntries, writes=True)
    def end_back_entries(self, work: Work, request: EndBackEntries) -> BackEntryView:
        return operations.end(work.session, work.actor, request)

    @rpc(ShowBackEntries)
    def show_back_entries(self, work: Work, request: ShowBackEntries) -> BackEntryView:
        return queries.show(work.session, work.actor, request)

    @rpc(ListBackEntries)
    def list_back_entries(self, work: Work, request: ListBackEntries) -> BackEntryPage:
        return queries.page(work.session, work.actor, request)
