"""Gives workers the longest files first, so that none works on alone when all else is done.

Journeys come before everything else. All cases on a deployed system go to one worker, at once: its
processes are costly to start, and take processor time even while nothing happens, from the first
journey that asks for them to the last one. Of the others those that share no system come first.
One worker alone gets the tests of the source, so that it is parsed once.

How long files take stands in `longest.txt`, as a run with `--note-longest` has found it. It
holds those only that could keep the others waiting, and need not be exact. Files that are not
in it come after it, those with many tests first.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

_JOURNEYS = "tests/journeys/"
#: The cases of one worker, and what their names say.
_DEPLOYED, _IS_DEPLOYED = "journeys on a deployed system", "[deployed"
_WALKS, _IS_A_WALK = "walks in a browser", "/browser/test_walk_of_"
_SOURCE, _IS_OF_THE_SOURCE = "tests of the source", "tests/architecture/"
#: A system as a journey chooses it → the fixture in which all journeys of a worker share it.
_SHARED = {"embedded": "shared_embedded", "deployed": "shared_deployed"}
#: What takes less keeps nobody waiting for long.
_LEAST_SECONDS = 10


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that keeps what a run has found."""
    parser.addoption(
        "--note-longest", action="store_true", help="keep which files take longest, for later runs"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Sum up where the results come together: workers of xdist only send theirs."""
    if config.getoption("note_longest") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Longest(_record(config)))


# Any: a log of xdist, which nobody here writes to.
@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling | None:
    """Where files are given to workers, the deployed cases of all journeys are like one file."""
    return _Spread(config, log) if config.getoption("dist") == "loadfile" else None


class _Spread(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    def _split_scope(self, nodeid: str) -> str:
        return _unit(nodeid)


def _unit(nodeid: str) -> str:
    """What one worker gets at a time."""
    if not nodeid.startswith(_JOURNEYS):
        return _SOURCE if nodeid.startswith(_IS_OF_THE_SOURCE) else _file(nodeid)
    if _IS_DEPLOYED in nodeid:
        return _DEPLOYED
    return _WALKS if _IS_A_WALK in nodeid else _file(nodeid)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a worker: xdist hands files out in the order in which they were collected."""
    if not hasattr(config, "workerinput"):
        return
    seconds = read(_record(config))
    tests = Counter(_file(item.nodeid) for item in items)
    # What goes to one worker together takes as long as all of it.
    together = Counter[str]()
    for file, unit in {(_file(item.nodeid), _unit(item.nodeid)) for item in items}:
        together[unit] += seconds.get(file, 0)  # type: ignore[assignment]  # counts fractions too
    shared: dict[str, set[str]] = {}
    for item in items:
        shared.setdefault(_unit(item.nodeid), set()).update(_shared_by(item))

    def place(item: pytest.Item) -> tuple[bool, bool, int, float, float, int, str]:
        file, unit = _file(item.nodeid), _unit(item.nodeid)
        is_other = not file.startswith(_JOURNEYS)
        is_alone = unit != _DEPLOYED
        longest = -together[unit], -seconds.get(file, 0), -tests[file]
        return is_other, is_alone, len(shared[unit]), *longest, file

    items.sort(key=place)


def _shared_by(item: pytest.Item) -> set[str]:
    """The fixtures with shared systems that it asks for, itself or by a system that it chooses."""
    asked = set(getattr(item, "fixturenames", ()))
    if (case := getattr(item, "callspec", None)) is not None:
        chosen = [one for one in case.params.values() if isinstance(one, str) and one in _SHARED]
        for name in chosen:
            definitions = item.session._fixturemanager.getfixturedefs(name, item) or ()
            asked |= {argument for found in definitions[-1:] for argument in found.argnames}
    return asked & set(_SHARED.values())


def read(record: Path) -> dict[str, float]:
    """Seconds of each file that takes long."""
    lines = record.read_text().splitlines() if record.exists() else []
    return {file: float(seconds) for seconds, file in (line.split() for line in lines)}


class Longest:
    """Writes down what the tests of each file took, with all that was set up for them."""

    def __init__(self, record: Path) -> None:
        self._record = record
        self._seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called for setup, test and teardown, whichever worker ran it."""
        file = _file(report.nodeid)
        self._seconds[file] = self._seconds.get(file, 0) + report.duration

    def pytest_sessionfinish(self) -> None:
        """The longest first; a file that this run left out keeps its place, as those of `thorough`."""
        root = self._record.parent.parent
        for file, took in read(self._record).items():
            if (root / file).is_file():
                self._seconds.setdefault(file, took)
        longest = sorted(self._seconds.items(), key=lambda one: -one[1])
        self._record.write_text(
            "".join(f"{took:5.0f} {file}\n" for file, took in longest if took >= _LEAST_SECONDS)
        )


def _record(config: pytest.Config) -> Path:
    return config.rootpath / "tests" / "longest.txt"


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]
