"""The request that lays a draft out over more days."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.repeating import RepeatActivity
from services.volunteers.repeating import operations


class RepeatingEntrypoints(Service):
    """Repeating."""

    repeat_activity = writes(RepeatActivity, operations.repeat)
