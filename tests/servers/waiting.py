"""Waiting for what should become true, with a limit; tests never sleep for a fixed time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from runtime import clock, waiting

T = TypeVar("T")

_LOOK_SECONDS = 0.05


def wait_for(condition: Callable[[], T], within_seconds: float = 30.0, what: str = "") -> T:
    """The first truthy value of the condition.

    Raises:
        TimeoutError: it did not become true in time; says what was awaited and the last trouble.
    """
    until = clock.monotonic() + within_seconds
    trouble: Exception | None = None
    while True:
        try:
            if found := condition():
                return found
            trouble = None
        except Exception as failure:  # noqa: BLE001 - not true yet, for whatever reason
            trouble = failure
        if clock.monotonic() > until:
            waited = what or getattr(condition, "__name__", "the condition")
            raise TimeoutError(f"{waited} within {within_seconds} s; last: {trouble!r}")
        waiting.pause(_LOOK_SECONDS)
