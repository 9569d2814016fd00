"""Lets `faketime` turn the clock of a test run: loaded by `-p tests.turned_clock` then only.

libfaketime knows of no `clock_nanosleep` by the clock that it leaves alone: every `time.sleep`
would be refused (0.9.10). A pause by `select` takes as long.
"""

from __future__ import annotations

import os
import select
import subprocess
import time


def pytest_configure() -> None:
    """Pause in another way."""
    time.sleep = _pause  # type: ignore[assignment]  # noqa: TID251 - a test run asks for floats


def _pause(seconds: float) -> None:
    select.select([], [], [], seconds)


def turned_to(moment: str) -> dict[str, str]:
    """What `faketime` gives a program, so that its clock goes on from there."""
    printed = subprocess.run(
        ["faketime", moment, "env"],
        env=os.environ | {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "TZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    given = dict(line.split("=", 1) for line in printed.splitlines() if "=" in line)
    return {name: given[name] for name in given if name.startswith(("FAKETIME", "LD_PRE", "TZ"))}
