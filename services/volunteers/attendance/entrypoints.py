"""The request that checks people in."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.sign_ups import CheckIn
from services.volunteers.attendance import operations


class AttendanceEntrypoints(Service):
    """Checking in."""

    check_in = writes(CheckIn, operations.check_in)
