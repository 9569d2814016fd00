"""Requests that read appointments."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.appointments import (
    AppointmentPage,
    AppointmentView,
    ListAppointments,
    ShowAppointment,
)
from services.recruitment.appointment import queries


class AppointmentEntrypoints(Service):
    """Appointments, read."""

    @rpc(ListAppointments)
    def list_appointments(self, work: Work, request: ListAppointments) -> AppointmentPage:
        return queries.page(work.session, work.actor, request)

    @rpc(ShowAppointment)
    def show_appointment(self, work: Work, request: ShowAppointment) -> AppointmentView:
        return queries.show(work.session, work.actor, request)
