"""Requests about a person's own data, and the clock that cleans."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
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
from groundwork.retention import cleans
from services.recruitment.own_data import operations, queries


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

    clean_what_is_old = cleans("recruitment", operations.CLEANED)
