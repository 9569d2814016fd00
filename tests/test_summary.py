"""What `make test` prints at its end, and that it fails where the checks beside it do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent
_FILE = re.compile(r" +(\d+\.\d) s +1 tests  test_\d+\.py")


@pytest.fixture
def eleven_files(tmp_path: Path) -> Path:
    """One test in each."""
    for number in range(11):
        (tmp_path / f"test_{number}.py").write_text("def test_it():\n    assert True\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def _run(folder: Path, *options: str) -> tuple[int, list[str]]:
    """Another pytest, as `make test` calls it: its status, and what it printed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "xdist", "-p", "tests.summary"]
    # Each process of the run would import the other plugins, which takes seconds.
    alone = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ran = subprocess.run(
        [*command, *options, str(folder)],
        cwd=_ROOT,
        env=alone,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout.splitlines()


def test_a_run_of_several_workers_ends_with_its_slowest_files(eleven_files: Path) -> None:
    status, lines = _run(eleven_files, "-n", "2", "--beside", "echo all is well")

    [heading] = [number for number, line in enumerate(lines) if " slowest 10 files " in line]
    matched = [_FILE.fullmatch(line) for line in lines[heading + 1 : heading + 11]]
    seconds = [float(line[1]) for line in matched if line]
    assert (status, len(seconds), seconds) == (0, 10, sorted(seconds, reverse=True))
    assert [line.strip("= ") for line in lines if "all is well" in line] == [
        "echo all is well: passed"
    ]
    assert lines[-1].startswith("11 passed in")


def test_what_fails_beside_the_tests_fails_the_run_and_is_read_before_its_end(
    eleven_files: Path,
) -> None:
    status, lines = _run(eleven_files, "--beside", "sh -c 'echo line too long; exit 3'")

    assert status == 1
    assert any("exit 3': FAILED" in line for line in lines)
    assert "line too long" in lines
    assert lines[-1].startswith("11 passed in")
