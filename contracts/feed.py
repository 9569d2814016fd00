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


_SHA256, _HEX = r"^[0-9a-f]{64}$", "Must be 64 hexadecimal digits."


@shape
class Sealed(Event):
    """A seal of a service's audit: how much was written since the seal before, and its digest."""

    number: int = fields.number("The how-manieth seal of this service.", least=1, most=_PLACES)
    first: int = fields.number("The first place of the audit in it.", least=1, most=_PLACES)
    last: int = fields.number("The last place of the audit in it.", least=1, most=_PLACES)
    rows: int = fields.number("How many rows lie between.", least=1, most=_PLACES)
    sha256: str = fields.pattern(
        "SHA-256 of place, blank and hash of each row in their order, each followed by a line "
        "feed; hexadecimal.",
        _SHA256,
        error=_HEX,
    )
    previous: str = fields.pattern(
        "The digest of the seal before; of the first one, zeros.",
        _SHA256,
        error=_HEX,
        example="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    )
    sealed_at: dt.datetime = fields.moment("When it was sealed.")
    signature: str = fields.plain(
        "Made with the deployment's key of then; Linli checks it.",
        example="kZ0Q2vJ8mT5wXbN1cRfLhYpS6dGaUeOi3uVt7qKxW4s",
    )
    version: int = fields.number("Always 1: a seal is never changed.", least=1, most=1)
