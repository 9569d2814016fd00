"""The log of published events, for whoever keeps a copy of it (design §3.12)."""

from __future__ import annotations

from typing import Any

from contracts import fields
from contracts.registry import Answer, Shape, shape

PAGE_MOST = 500
_PLACES = 2**53


@shape
class LogPlace(Shape):
    """Where to go on reading."""

    after: int = fields.count(
        "The place of the last event that is known already; 0 for none.",
        least=0,
        most=_PLACES,
        default=0,
    )
    limit: int = fields.count("How many events.", least=1, most=PAGE_MOST, default=100)


@shape
class LoggedEvents(Answer):
    """Events in the order in which they were published."""

    items: list[dict[str, Any]] = fields.plain(
        "CloudEvents; `sequence` is the place of each. Places of other areas are left out."
    )
    last: int = fields.plain("Ask for what comes after this place.")
    more: bool = fields.plain("Whether there is more at once.")
