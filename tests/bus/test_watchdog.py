"""What hangs ends by itself and says in what; what was only stopped goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from runtime import waiting

_SCRIPT = Path(__file__).parent / "scripts" / "hanging.py"


def _started(way: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", str(_SCRIPT), way],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
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


def test_a_process_that_was_stopped_for_longer_goes_on() -> None:
    process = _started("goes_on")
    process.send_signal(signal.SIGSTOP)
    waiting.pause(4.0)
    process.send_signal(signal.SIGCONT)

    said, log = process.communicate(timeout=50)

    assert (said, log, process.returncode) == ("through\n", "", 0)
