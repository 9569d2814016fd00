"""The request that calls an activity off."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.activities import CancelActivity
from services.volunteers.cancelling import operations


class CancellingEntrypoints(Service):
    """Calling off."""

    cancel_activity = writes(CancelActivity, operations.cancel)
