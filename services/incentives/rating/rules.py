"""The mean of ratings."""

from __future__ import annotations

from collections.abc import Sequence

_PLACES = 2


def mean(scores: Sequence[int], fewest: int) -> float | None:
    """The mean of scores; None: too few say nothing."""
    return round(sum(scores) / len(scores), _PLACES) if len(scores) >= fewest else None
