"""Shares in percent (百分比), as every figure of the interface rounds them."""

from __future__ import annotations

_HUNDREDTHS = 10_000


def percent(part: int, whole: int) -> float | None:
    """The share in percent, half rounded up to two places; None where the whole is 0."""
    if whole == 0:
        return None
    # In whole hundredths: a city has thousands of shares, and no half may get lost.
    return (2 * _HUNDREDTHS * part + whole) // (2 * whole) / 100
