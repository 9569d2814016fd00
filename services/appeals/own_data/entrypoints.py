"""Requests about a person's own data."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.appeals.appeal import AppealView
from contracts.appeals.own_data import (
    EraseAppeal,
    EraseOwnData,
    ErasureAnswer,
    ExportOwnData,
    OwnDataAnswer,
)
from services.appeals.own_data import operations


class OwnDataEntrypoints(Service):
    """Copy and erasure. No copy of these answers stays behind, so none of them is repeatable."""

    @rpc(ExportOwnData, writes=True, repeatable=False)
    def export_own_data(self, work: Work, request: ExportOwnData) -> OwnDataAnswer:
        return operations.export(work.session, request)

    @rpc(EraseOwnData, writes=True, repeatable=False)
    def erase_own_data(self, work: Work, request: EraseOwnData) -> ErasureAnswer:
        return operations.erase_own(work.session, request)

    @rpc(EraseAppeal, writes=True, repeatable=False)
    def erase_appeal(self, work: Work, request: EraseAppeal) -> AppealView:
        return operations.erase_for_the_person(work.session, work.actor, request)
