"""Requests about a person's own data, and the clock that cleans."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, rpc, writes
from contracts.recruitment.own_data import (
    EraseAppointment,
    EraseOwnApplication,
    ExportOwnApplication,
    ExportOwnService,
    ServiceCopy,
)
from runtime.logs import logger
from services.recruitment.own_data import operations, queries

log = logger(__name__)

_SECONDS = 3600.0


class OwnDataEntrypoints(Service):
    """Copy and erasure. No copy of these answers stays behind, so none of them is repeatable."""

    export_own_application = writes(ExportOwnApplication, queries.copy_of, "code", repeatable=False)
    erase_own_application = writes(EraseOwnApplication, operations.erase_own, repeatable=False)

    @rpc(ExportOwnService)
    def export_own_service(self, work: Work, _request: ExportOwnService) -> ServiceCopy:
        return queries.service_of(work.session, work.actor)

    erase_appointment = writes(EraseAppointment, operations.erase_appointment)

    @every(_SECONDS)
    def clean_what_is_old(self, work: Work) -> None:
        """A portion an hour, so that nobody waits for it."""
        cleaned = operations.clean(work.session)
        if any(cleaned.values()):
            log.info("retention", database="recruitment", **cleaned)
