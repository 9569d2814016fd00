"""The requests that check people in."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.sign_ups import CheckIn, RecordUnannounced
from services.volunteers.attendance import operations


class AttendanceEntrypoints(Service):
    """Checking in."""

    record_unannounced = writes(RecordUnannounced, operations.record_unannounced)
    check_in = writes(CheckIn, operations.check_in)
