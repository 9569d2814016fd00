"""The request that adds hours up."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.volunteers.hours import TotalHours
from services.volunteers.hour_totals import queries


class HourTotalsEntrypoints(Service):
    """Adding hours up."""

    total_hours = reads(TotalHours, queries.of)
