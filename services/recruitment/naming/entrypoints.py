"""Requests to name the account of an appointment."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.recruitment.appointments import NameAppointmentAccount
from services.recruitment.naming import operations


class NamingEntrypoints(Service):
    """Naming the account of a candidate or commissioner."""

    name_appointment_account = writes(NameAppointmentAccount, operations.name_account)
