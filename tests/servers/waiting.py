"""Waiting for what should become true, with a limit; tests never sleep for a fixed time."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeVar

from runtime import clock, waiting

T = TypeVar("T")

#: Between two looks: the longer it takes, the longer, as each costs what is waited for some time.
_SOON_SECONDS, _LATER_SECONDS = 0.05, 0.2
_PORTION = 10


class HasEnded(RuntimeError):  # noqa: N818 - says what is wrong
    """What is waited for will never come: its source has ended."""


def wait_for(
    condition: Callable[[], T],
    within_seconds: float = 30.0,
    what: str = "",
    *,
    progress: Callable[[], object] | None = None,
    at_most_seconds: float = math.inf,
) -> T:
    """The first truthy value of the condition.

    `progress`: something that changes as long as it comes nearer, as a log that grows. Each
    change begins the time anew, until so many seconds in all: a busy machine is not a fault.

    Raises:
        HasEnded: the condition says so.
        TimeoutError: it did not become true in time; says what was awaited and the last trouble.
    """
    begun = moved = clock.monotonic()
    last: object = None
    trouble: Exception | None = None
    while True:
        try:
            if found := condition():
                return found
            trouble = None
        except HasEnded:
            raise
        except Exception as failure:  # noqa: BLE001 - not true yet, for whatever reason
            trouble = failure
        now = clock.monotonic()
        if progress is not None and (seen := progress()) != last:
            last, moved = seen, now
        if now - moved > within_seconds or now - begun > at_most_seconds:
            waited = what or getattr(condition, "__name__", "the condition")
            limit = within_seconds if now - moved > within_seconds else at_most_seconds
            raise TimeoutError(f"{waited} within {limit} s; last: {trouble!r}")
        waiting.pause(max(_SOON_SECONDS, min(_LATER_SECONDS, (now - begun) / _PORTION)))
