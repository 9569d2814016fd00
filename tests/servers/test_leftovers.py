from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers import leftovers, programs

_ROOT = Path(__file__).parents[2]
#: A run with a folder, a process of its mark, and one that works in the folder without it.
_RUN = """
import json, subprocess, sys
from tests.servers import leftovers
folder = leftovers.new_folder("kept", in_memory=json.loads(sys.argv[1]))
(folder / "data").mkdir()
sleep = dict(args=["sleep", "600"], stdout=subprocess.DEVNULL)
marked = subprocess.Popen(**sleep)
working = subprocess.Popen(**sleep, cwd=folder / "data", env={})
print(json.dumps([str(folder), marked.pid, working.pid]), flush=True)
sys.stdin.read()
"""


@dataclass
class _Run:
    process: subprocess.Popen[str]
    folder: Path
    started: list[int]

    @property
    def is_there(self) -> list[bool]:
        """The folder, the processes."""
        return [self.folder.exists(), *map(programs.is_alive, self.started)]

    def break_off(self) -> None:
        """End as a run does whose machine is short of memory."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture(params=["false", "true"], ids=["on a disk", "in memory"])
def run(request: pytest.FixtureRequest) -> Iterator[_Run]:
    """A test run that goes on."""
    with subprocess.Popen(
        [sys.executable, "-c", _RUN, request.param],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        folder, *started = json.loads(process.stdout.readline())
        yield _Run(process, Path(folder), started)
        process.kill()


def test_what_a_broken_run_left_goes_with_the_next_and_what_lives_stays(run: _Run) -> None:
    leftovers.remove()
    while_it_lived = run.is_there
    run.break_off()
    after_it_broke = run.is_there

    leftovers.remove()

    assert while_it_lived == after_it_broke == [True, True, True]
    assert run.is_there == [False, False, False]


def test_nothing_is_known_of_the_processes_of_another_container() -> None:
    mark = leftovers.mark_of(1)
    elsewhere = f"1{mark}"

    assert not leftovers.is_gone(mark)
    assert not leftovers.is_gone(elsewhere)
    assert leftovers.is_gone(f"{mark}1")
    assert not leftovers.is_gone("uxbuutt6")
