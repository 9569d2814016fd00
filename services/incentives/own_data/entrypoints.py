"""A commissioner's rights to their own data."""

from __future__ import annotations

from bus.entrypoints import Delivered, Service, Work, reads, subscribe_many
from contracts.incentives.own_data import ExportOwnIncentives
from contracts.recruitment.appointments import AppointmentErased
from services.incentives.own_data import operations


class OwnDataEntrypoints(Service):
    """Copy and erasure."""

    export_own_incentives = reads(ExportOwnIncentives, operations.copy_of)

    @subscribe_many(AppointmentErased)
    def erase_own_data(self, work: Work, deliveries: list[Delivered[AppointmentErased]]) -> None:
        operations.erase(work.session, [one.event for one in deliveries])
