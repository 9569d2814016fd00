"""What every list of viewings takes that shows those of an area; its office oversees them."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.lists import Listing
from contracts.registry import shape


@shape
class DisclosuresOfArea(Listing):
    """Which viewings; the newest first unless sorted otherwise."""

    area: str | None = fields.area("Only of this area.", default=None)
    by: str | None = fields.text("Only by this account.", longest=60, default=None)
    disclosed_from: dt.date | None = fields.plain("On this day or later.", default=None)
    disclosed_to: dt.date | None = fields.plain("On this day or earlier.", default=None)
    sort: str | None = fields.sorting("disclosed_at", default="-disclosed_at")
