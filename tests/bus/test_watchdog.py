"""What hangs ends by itself and says in what; what was only stopped goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from bus.watchdog import HUNG
from runtime import waiting

_SCRIPT = Path(__file__).parent / "scripts" / "hanging.py"


def _started(way: str, *, log: IO[str] | int = subprocess.PIPE) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", str(_SCRIPT), way],
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        env={**os.environ, "PYTHONPATH": str(_SCRIPT.parents[3])},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "watched\n"
    return process


@pytest.mark.parametrize("way", ["waits_for_ever", "computes_for_ever", "stays_inside_c"])
def test_what_hangs_ends_with_a_stack_that_names_where(way: str) -> None:
    """Issue 20, line 7: nobody ended a process that stood still, and nothing said in what."""
    said, log = _started(way).communicate(timeout=50)

    assert said == ""
    assert f"in {way}" in log


def test_what_hangs_ends_where_its_words_cannot_be_written() -> None:
    with Path("/dev/full").open("w") as full_disk:
        process = _started("waits_for_ever", log=full_disk)

    process.communicate(timeout=30)

    assert process.returncode == HUNG


def test_a_process_that_was_stopped_for_longer_goes_on() -> None:
    process = _started("goes_on")
    process.send_signal(signal.SIGSTOP)
    waiting.pause(4.0)
    process.send_signal(signal.SIGCONT)

    said, log = process.communicate(timeout=50)

    assert (said, log, process.returncode) == ("through\n", "", 0)
