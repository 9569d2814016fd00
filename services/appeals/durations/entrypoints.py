"""The request about durations."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.appeals.durations import ShowDurations
from services.appeals.durations import queries


class DurationsEntrypoints(Service):
    """Counting."""

    show_durations = reads(ShowDurations, queries.durations)
