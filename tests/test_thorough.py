from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_TESTS = """
import pytest

def test_quick():
    pass

@pytest.mark.thorough({reason})
@pytest.mark.parametrize("case", [1, 2])
def test_slow(case):
    pass
"""


def _run(folder: Path, *options: str, reason: str = '"each case starts a broker"') -> str:
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = thorough\n")
    (folder / "test_made_up.py").write_text(_TESTS.format(reason=reason))
    plugins = ["-p", "tests.thorough", "-p", "xdist"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, f"--rootdir={folder}", *options, str(folder)],
        cwd=_ROOT,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("options", [[], ["-n1"]], ids=["here", "in a worker"])
def test_what_takes_long_is_left_out_and_counted(tmp_path: Path, options: list[str]) -> None:
    said = _run(tmp_path, *options)

    assert "1 passed" in said
    assert "2 tests that take long were left out" in said


def test_what_takes_long_runs_when_asked_for(tmp_path: Path) -> None:
    said = _run(tmp_path, "--thorough")

    assert "3 passed" in said
    assert "left out" not in said


@pytest.mark.parametrize("reason", ["", '" "', "1"])
def test_a_mark_gives_its_reason(tmp_path: Path, reason: str) -> None:
    said = _run(tmp_path, reason=reason)

    assert "test_slow[1]: say why it takes long" in said
    assert "passed" not in said
