"""Requests about the code of the day."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.check_in_codes import CheckInByCode, ShowCheckInCode
from services.volunteers.check_in_codes import operations, queries


class CheckInCodesEntrypoints(Service):
    """The leader shows the code, people check themselves in."""

    show_check_in_code = reads(ShowCheckInCode, queries.show)
    check_in_by_code = writes(CheckInByCode, operations.check_in)
