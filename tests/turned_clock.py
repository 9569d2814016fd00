"""Lets `faketime` turn the clock of a test run: loaded by `-p tests.turned_clock` then only.

libfaketime knows of no `clock_nanosleep` by the clock that it leaves alone: every `time.sleep`
would be refused (0.9.10). A pause by `select` takes as long.
"""

from __future__ import annotations

import select
import time


def pytest_configure() -> None:
    """Pause in another way."""
    time.sleep = _pause  # type: ignore[assignment]  # noqa: TID251 - a test run asks for floats


def _pause(seconds: float) -> None:
    select.select([], [], [], seconds)
