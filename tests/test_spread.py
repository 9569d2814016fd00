"""Which files workers get first, and how a run keeps what it has found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import spread

_ROOT = Path(__file__).parent.parent


@pytest.fixture
def three_files(tmp_path: Path) -> Path:
    """One with one test, which is known to take long, and two that are not known."""
    folder = tmp_path / "tests"
    folder.mkdir()
    for name, tests in (("few", 2), ("long", 1), ("many", 3)):
        lines = [f"def test_{number}():\n    assert True\n" for number in range(tests)]
        (folder / f"test_{name}.py").write_text("\n".join(lines))
    (folder / "longest.txt").write_text("   40 tests/test_gone.py\n   20 tests/test_long.py\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def _run(folder: Path, *options: str) -> list[str]:
    """The files in the order in which one worker ran them."""
    command = [sys.executable, "-m", "pytest", "-v", "-n", "1", "-p", "tests.spread"]
    command += ["--dist", "loadfile", "--no-loadscope-reorder", *options, str(folder)]
    ran = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    ended = [line for line in ran.stdout.splitlines() if "PASSED" in line]
    return list(dict.fromkeys(line.split("tests/")[1].partition("::")[0] for line in ended))


def test_the_longest_file_is_first_and_then_those_with_many_tests(three_files: Path) -> None:
    """A file with one long test came last, and all other workers waited for it."""
    assert _run(three_files) == ["test_long.py", "test_many.py", "test_few.py"]


def test_journeys_come_first_so_that_their_systems_end_before_the_rest(three_files: Path) -> None:
    journeys = three_files / "tests" / "journeys"
    journeys.mkdir()
    (journeys / "test_one.py").write_text("def test_it():\n    assert True\n")

    assert _run(three_files)[:2] == ["journeys/test_one.py", "test_long.py"]


def test_journeys_that_share_no_system_come_before_those_that_do(three_files: Path) -> None:
    """A system of all journeys takes processor time from the first that asks for it."""
    journeys = three_files / "tests" / "journeys"
    journeys.mkdir()
    (journeys / "conftest.py").write_text(
        "import pytest\n"
        "@pytest.fixture\ndef shared_embedded(): pass\n"
        "@pytest.fixture\ndef shared_deployed(): pass\n"
        "@pytest.fixture\ndef embedded(shared_embedded): pass\n"
        "@pytest.fixture\ndef deployed(shared_deployed): pass\n"
        "@pytest.fixture(params=['embedded', 'deployed'])\n"
        "def running(request): return request.getfixturevalue(request.param)\n"
    )
    own = "import pytest\n@pytest.fixture(params=['embedded'])\ndef embedded(): pass\n"
    (journeys / "test_both.py").write_text("def test_it(running): pass\n")
    (journeys / "test_one.py").write_text("def test_it(embedded): pass\n")
    (journeys / "test_own.py").write_text(f"{own}def test_it(embedded): pass\n")
    record = three_files / "tests" / "longest.txt"
    record.write_text("   40 tests/journeys/test_both.py\n   20 tests/journeys/test_one.py\n")

    order = ["journeys/test_own.py", "journeys/test_one.py", "journeys/test_both.py"]
    assert _run(three_files)[:3] == order


def test_a_run_keeps_what_takes_long_and_forgets_what_is_gone(three_files: Path) -> None:
    record = three_files / "tests" / "longest.txt"
    longest = spread.Longest(record)

    for file, seconds in (("few", 6), ("long", 9), ("many", 4)):
        for test in range(2):
            longest.pytest_runtest_logreport(_report(f"tests/test_{file}.py::test_{test}", seconds))
    longest.pytest_sessionfinish()

    assert list(spread.read(record).items()) == [
        ("tests/test_long.py", 18),
        ("tests/test_few.py", 12),
    ]


def _report(nodeid: str, seconds: float) -> pytest.TestReport:
    place = ("", None, "")
    return pytest.TestReport(nodeid, place, {}, "passed", None, "call", duration=seconds)


def test_every_file_of_the_record_is_there() -> None:
    known = spread.read(_ROOT / "tests" / "longest.txt")

    assert known
    assert [file for file in known if not (_ROOT / file).is_file()] == []
