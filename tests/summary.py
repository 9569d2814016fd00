"""What a run says before pytest's closing line: its slowest files, what it keeps, a check beside it."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from collections import Counter

import pytest

_SLOWEST = 10
KEPT = "kept"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--beside "make lint"`."""
    parser.addoption("--beside", metavar="COMMAND", help="run it beside the tests; it must succeed")


def pytest_configure(config: pytest.Config) -> None:
    """Take part where the results come together: workers of xdist only send theirs."""
    if hasattr(config, "workerinput"):
        return
    config.pluginmanager.register(SlowestFiles())
    config.pluginmanager.register(Kept())
    if command := config.getoption("beside"):
        config.pluginmanager.register(Beside(command))


class SlowestFiles:
    """Sums up what the tests of each file took, with all that was set up for them."""

    def __init__(self) -> None:
        self._seconds = Counter[str]()
        self._tests = Counter[str]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called for setup, test and teardown, whichever worker ran it."""
        file = report.nodeid.partition("::")[0]
        self._seconds[file] += report.duration  # type: ignore[assignment]  # counts fractions too
        self._tests[file] += report.when == "call"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The longest first."""
        if len(self._seconds) <= _SLOWEST:
            return
        terminalreporter.section(f"slowest {_SLOWEST} files")
        for file, seconds in self._seconds.most_common(_SLOWEST):
            terminalreporter.write_line(f"{seconds:7.1f} s {self._tests[file]:5} tests  {file}")


class Kept:
    """Says where tests left files to look at: those that record a property of this name."""

    def __init__(self) -> None:
        self._places: dict[object, None] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called for setup, test and teardown, whichever worker ran it."""
        places = (place for name, place in report.user_properties if name == KEPT)
        self._places.update(dict.fromkeys(places))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """One line each."""
        for place in self._places:
            terminalreporter.write_line(f"to look at: {place}")


class Beside:
    """A command that runs while the tests do, and fails the run if it fails."""

    def __init__(self, command: str) -> None:
        self._command = command
        # Not a pipe: nobody reads it before the end, and a full one would hold the command up.
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed after it was printed
        self._process = subprocess.Popen(
            shlex.split(command), stdout=self._said, stderr=subprocess.STDOUT
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Wait for it, unless somebody wants to stop."""
        if exitstatus == pytest.ExitCode.INTERRUPTED:
            self._process.terminate()
        if self._process.wait() != 0 and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """One line if all is well, and everything it said if not."""
        failed = self._process.returncode != 0
        terminalreporter.section(f"{self._command}: {'FAILED' if failed else 'passed'}")
        if failed:
            self._said.seek(0)
            terminalreporter.write_line(self._said.read().decode(errors="replace").rstrip())
        self._said.close()
