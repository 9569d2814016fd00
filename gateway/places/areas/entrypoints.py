"""Requests about areas."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.orm import Session

from bus.entrypoints import Service, Work, rpc
from contracts.gateway.areas import (
    AreaDetail,
    DissolveArea,
    ImportAreas,
    ImportReport,
    MergeArea,
    PutArea,
)
from gateway.places.areas import operations


class Copy(Protocol):
    """This process's copy of the areas."""

    def refresh_at_once(self, session: Session) -> None:
        """Take over what this transaction has changed."""


class AreasEntrypoints(Service):
    """Keeping the area tree: known here at once, to other processes within seconds."""

    reference: Copy

    @rpc(PutArea, writes=True)
    def put_area(self, work: Work, request: PutArea) -> AreaDetail:
        detail = operations.put(work.session, work.actor, request)
        self.reference.refresh_at_once(work.session)
        return detail

    @rpc(DissolveArea, writes=True)
    def dissolve_area(self, work: Work, request: DissolveArea) -> AreaDetail:
        detail = operations.dissolve(work.session, work.actor, request)
        self.reference.refresh_at_once(work.session)
        return detail

    @rpc(MergeArea, writes=True)
    def merge_area(self, work: Work, request: MergeArea) -> AreaDetail:
        detail = operations.merge(work.session, work.actor, request)
        self.reference.refresh_at_once(work.session)
        return detail

    @rpc(ImportAreas, writes=True)
    def import_areas(self, work: Work, request: ImportAreas) -> ImportReport:
        report = operations.import_content(work.session, work.actor, request)
        self.reference.refresh_at_once(work.session)
        return report
