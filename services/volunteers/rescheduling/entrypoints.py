"""The request that changes time or place."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.activities import RescheduleActivity
from services.volunteers.rescheduling import operations


class ReschedulingEntrypoints(Service):
    """Another time or place."""

    reschedule_activity = writes(RescheduleActivity, operations.reschedule)
