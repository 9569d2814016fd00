"""The request to decide."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.recruitment.deciding import DecideAppointment
from services.recruitment.deciding import operations


class DecidingEntrypoints(Service):
    """The committee's decision."""

    decide_appointment = writes(DecideAppointment, operations.decide)
