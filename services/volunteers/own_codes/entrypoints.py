"""Requests about a person's code."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.own_codes import RenewOwnCode, RenewVolunteerCode
from services.volunteers.own_codes import operations


class OwnCodesEntrypoints(Service):
    """Handing out a new code, and getting one."""

    renew_volunteer_code = writes(RenewVolunteerCode, operations.renew)
    renew_own_code = writes(RenewOwnCode, operations.renew_own)
