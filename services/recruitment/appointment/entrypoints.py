"""Requests that read appointments."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.recruitment.appointments import ListAppointments, ShowAppointment
from services.recruitment.appointment import queries


class AppointmentEntrypoints(Service):
    """Appointments, read."""

    list_appointments = reads(ListAppointments, queries.page)
    show_appointment = reads(ShowAppointment, queries.show)
