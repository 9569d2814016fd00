"""The street service as one class of entry points."""

from __future__ import annotations

from services.street.totals.entrypoints import TotalsEntrypoints


class StreetService(TotalsEntrypoints):
    """Everything that the street service answers and listens to."""

    name = "street"
    database_name = "street"
