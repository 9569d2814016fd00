"""Waiting with patience: growing pauses, never a fixed sleep in a loop."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator


def growing_pauses(first_seconds: float, longest_seconds: float) -> Iterator[float]:
    """Pauses in seconds that double up to the longest, each slightly random."""
    pause = first_seconds
    while True:
        yield pause * random.uniform(0.8, 1.2)  # noqa: S311 - spreads retries, keeps no secret
        pause = min(pause * 2, longest_seconds)


def pause(seconds: float) -> None:
    """Let the others work for so many seconds."""
    time.sleep(seconds)
