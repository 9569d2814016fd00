"""Which files workers get first, and how a run keeps what it has found."""

from __future__ import annotations

import os
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
    return list(dict.fromkeys(case.partition("[")[0] for case in _cases(folder, *options)))


def _cases(folder: Path, *options: str) -> list[str]:
    """The same, each with the system of its cases."""
    ended = [line.split("tests/")[1].split() for line in _ran(folder, "-n", "1", *options)]
    names = [one.partition("::") for one, *_ in ended]
    deployed = "[deployed]"
    return list(dict.fromkeys(f"{file}{deployed * (deployed in test)}" for file, _, test in names))


def _ran(folder: Path, *options: str) -> list[str]:
    """What workers say of each test: who they are, and its name."""
    command = [sys.executable, "-m", "pytest", "-v", "-p", "xdist", "-p", "tests.spread"]
    command += ["--dist", "loadfile", "--no-loadscope-reorder", *options, str(folder)]
    # Each process of the run would import the other plugins, which takes seconds.
    alone = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ran = subprocess.run(command, cwd=_ROOT, env=alone, capture_output=True, text=True, check=True)
    return [line for line in ran.stdout.splitlines() if "PASSED" in line]


def test_the_longest_file_is_first_and_then_those_with_many_tests(three_files: Path) -> None:
    """A file with one long test came last, and all other workers waited for it."""
    assert _run(three_files) == ["test_long.py", "test_many.py", "test_few.py"]


def test_journeys_come_first_so_that_their_systems_end_before_the_rest(three_files: Path) -> None:
    journeys = three_files / "tests" / "journeys"
    journeys.mkdir()
    (journeys / "test_one.py").write_text("def test_it():\n    assert True\n")

    assert _run(three_files)[:2] == ["journeys/test_one.py", "test_long.py"]


def test_journeys_on_a_deployed_system_come_first_and_then_those_that_share_none(
    three_files: Path,
) -> None:
    """Each system of all journeys takes processor time from the first that asks for it."""
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
    (journeys / "test_deployed.py").write_text("def test_it(running): pass\n")
    (journeys / "test_one.py").write_text("def test_it(embedded): pass\n")
    (journeys / "test_own.py").write_text(f"{own}def test_it(embedded): pass\n")
    record = three_files / "tests" / "longest.txt"
    record.write_text("   40 tests/journeys/test_both.py\n   20 tests/journeys/test_one.py\n")

    apart = ["test_own.py", "test_both.py", "test_one.py", "test_deployed.py"]
    together = ["test_both.py[deployed]", "test_deployed.py[deployed]"]
    assert _cases(three_files)[:6] == [f"journeys/{one}" for one in [*together, *apart]]


def test_one_worker_gets_all_journeys_on_a_deployed_system(three_files: Path) -> None:
    journeys = three_files / "tests" / "journeys"
    journeys.mkdir()
    where = "import pytest\n@pytest.mark.parametrize('on', ['embedded', 'deployed'])\n"
    for number in range(3):
        (journeys / f"test_{number}.py").write_text(f"{where}def test_it(on): pass\n")

    ran = _ran(three_files, "-n", "3")

    assert len({line.partition("]")[0] for line in ran if "[deployed]" in line}) == 1
    assert len({line.partition("]")[0] for line in ran}) == 3


def test_one_worker_gets_all_walks_and_they_are_as_long_as_all_of_them(three_files: Path) -> None:
    """What one walk has looked at, another need not open again."""
    browser = three_files / "tests" / "journeys" / "browser"
    browser.mkdir(parents=True)
    files = {"walk_of_this": 30, "walk_of_that": 20, "clerk": 40}
    for name in files:
        (browser / f"test_{name}.py").write_text("def test_it(): pass\n")
    record = three_files / "tests" / "longest.txt"
    of_each = (f"{took} tests/journeys/browser/test_{name}.py\n" for name, took in files.items())
    record.write_text("".join(of_each))

    ran = _ran(three_files, "-n", "3")

    assert len({line.partition("]")[0] for line in ran if "test_walk_of_" in line}) == 1
    named = ["test_walk_of_this.py", "test_walk_of_that.py", "test_clerk.py"]
    assert _cases(three_files)[:3] == [f"journeys/browser/{one}" for one in named]


def test_one_worker_gets_all_tests_of_the_source(three_files: Path) -> None:
    """Each of three parsed all of it."""
    source = three_files / "tests" / "architecture"
    source.mkdir()
    for name in ("one", "other"):
        (source / f"test_{name}.py").write_text("def test_it(): pass\n")

    lines = _ran(three_files, "-n", "2")

    assert len({line.split("]")[0] for line in lines if "architecture" in line}) == 1


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


def test_a_file_that_a_run_left_out_keeps_its_place(three_files: Path) -> None:
    """What only `make thorough` runs came last there, after the next note of `make test`."""
    record = three_files / "tests" / "longest.txt"
    longest = spread.Longest(record)

    longest.pytest_runtest_logreport(_report("tests/test_many.py::test_0", 30))
    longest.pytest_sessionfinish()

    assert list(spread.read(record).items()) == [
        ("tests/test_many.py", 30),
        ("tests/test_long.py", 20),
    ]


def _report(nodeid: str, seconds: float) -> pytest.TestReport:
    place = ("", None, "")
    return pytest.TestReport(nodeid, place, {}, "passed", None, "call", duration=seconds)


def test_every_file_of_the_record_is_there() -> None:
    known = spread.read(_ROOT / "tests" / "longest.txt")

    assert known
    assert [file for file in known if not (_ROOT / file).is_file()] == []
