"""The closed vocabularies of the street's digests."""

from __future__ import annotations

from enum import StrEnum


class Span(StrEnum):
    """The running periods of a digest, in Asia/Shanghai, and all of time."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    EVER = "ever"
