"""Requests to name the account of an appointment."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.appointments import AppointmentView, NameAppointmentAccount
from services.recruitment.naming import operations


class NamingEntrypoints(Service):
    """The account of who is proposed or appointed."""

    @rpc(NameAppointmentAccount, writes=True)
    def name_appointment_account(
        self, work: Work, request: NameAppointmentAccount
    ) -> AppointmentView:
        return operations.name_account(work.session, work.actor, request)
