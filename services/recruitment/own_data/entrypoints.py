"""Requests about a person's own data, and the clock that cleans."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, rpc
from contracts.recruitment.appointments import AppointmentView
from contracts.recruitment.own_data import (
    ApplicationCopy,
    ApplicationErasure,
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

    @rpc(ExportOwnApplication, writes=True, repeatable=False)
    def export_own_application(self, work: Work, request: ExportOwnApplication) -> ApplicationCopy:
        return queries.copy_of(work.session, request.code)

    @rpc(EraseOwnApplication, writes=True, repeatable=False)
    def erase_own_application(self, work: Work, request: EraseOwnApplication) -> ApplicationErasure:
        return operations.erase_own(work.session, work.actor, request)

    @rpc(ExportOwnService)
    def export_own_service(self, work: Work, _request: ExportOwnService) -> ServiceCopy:
        return queries.service_of(work.session, work.actor)

    @rpc(EraseAppointment, writes=True)
    def erase_appointment(self, work: Work, request: EraseAppointment) -> AppointmentView:
        return operations.erase_appointment(work.session, work.actor, request)

    @every(_SECONDS)
    def clean_what_is_old(self, work: Work) -> None:
        """A portion an hour, so that nobody waits for it."""
        cleaned = operations.clean(work.session)
        if any(cleaned.values()):
            log.info("retention", database="recruitment", **cleaned)
