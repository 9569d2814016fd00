"""The incentives service as one class of entry points."""

from __future__ import annotations

from audit import reading
from bus.entrypoints import reads
from contracts.audit import ReadIncentivesAudit
from groundwork.areas import AreasEntrypoints
from groundwork.calendar import CalendarEntrypoints
from groundwork.parameters import ParametersEntrypoints
from services.incentives.feed.entrypoints import FeedEntrypoints


class IncentivesService(
    AreasEntrypoints,
    ParametersEntrypoints,
    CalendarEntrypoints,
    FeedEntrypoints,
):
    """Everything that the incentives service answers and listens to."""

    name = "incentives"
    database_name = "incentives"

    audit_of_incentives = reads(ReadIncentivesAudit, reading.page)
