"""The log of published events, for programs that keep a copy of it (design §3.12)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from contracts import fields
from contracts.registry import Answer, Event, Shape, shape

PAGE_MOST = 500
_PLACES = 2**53


@shape
class LogPlace(Shape):
    """Where to go on reading."""

    after: int = fields.number(
        "The place of the last event that is known already; 0 for none.",
        least=0,
        most=_PLACES,
        default=0,
        strict=False,
    )
    limit: int = fields.number(
        "How many events.", least=1, most=PAGE_MOST, default=100, strict=False
    )


@shape
class LoggedEvents(Answer):
    """Events in the order of publication."""

    items: list[dict[str, Any]] = fields.plain(
        "CloudEvents; `sequence` is the place of each. Events of other areas are left out, so "
        "numbers may be missing."
    )
    last: int = fields.plain("Ask for what comes after this place.")
    more: bool = fields.plain("Whether there is more at once.")


@shape
class Digested(Event):
    """A digest of what a service published up to the end of a day: two numbers and a hash."""

    day: dt.date = fields.plain("The last day that is in it, in Asia/Shanghai.")
    first: int = fields.number("The first place in it.", least=1, most=_PLACES)
    last: int = fields.number("The last place in it.", least=1, most=_PLACES)
    sha256: str = fields.pattern(
        "SHA-256 of the events' ids in their order, each followed by a line feed; hexadecimal.",
        r"^[0-9a-f]{64}$",
        error="Must be 64 hexadecimal digits.",
    )
    version: int = fields.number("Always 1: a day is digested once.", least=1, most=1)
