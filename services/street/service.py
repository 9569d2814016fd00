"""The street service as one class of entry points."""

from __future__ import annotations

from audit import reading
from bus.entrypoints import reads
from contracts.audit import ReadStreetAudit
from groundwork.areas import AreasEntrypoints
from services.street.digests.entrypoints import DigestsEntrypoints
from services.street.feed.entrypoints import FeedEntrypoints
from services.street.further.entrypoints import FurtherEntrypoints
from services.street.live.entrypoints import LiveEntrypoints
from services.street.totals.entrypoints import TotalsEntrypoints


class StreetService(
    TotalsEntrypoints,
    FurtherEntrypoints,
    DigestsEntrypoints,
    LiveEntrypoints,
    FeedEntrypoints,
    AreasEntrypoints,
):
    """Everything that the street service answers and listens to."""

    name = "street"
    database_name = "street"

    audit_of_street = reads(ReadStreetAudit, reading.page)
